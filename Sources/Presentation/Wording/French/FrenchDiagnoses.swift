import Foundation
import Provisioning

extension French {
  /// What to do about a server's result.
  func remedy(_ diagnosis: LDAPDiagnosis, isBind: Bool) -> String {
    switch diagnosis {
    case .wrongPassword: "Vérifiez bind.dn, et le mot de passe dans bind.passwordFile."
    case .passwordExpired:
      say("Le mot de passe du compte de connexion a expiré : mettez-en un nouveau, sans expiration.")
    case .accountLocked:
      say(
        "Le compte de connexion est verrouillé après de mauvais mots de passe : déverrouillez-le, puis vérifiez "
          + "bind.passwordFile.")
    case .accountDisabled: say("Le compte de connexion est désactivé ou a expiré : activez-le dans l'annuaire.")
    case .bindMethodNotOffered: "Réglez un autre bind.method, ou autorisez celui-ci sur le serveur."
    case .encryptionRequired: "Utilisez ldaps:// ou startTLS: true, ou bind.method: gssapi, qui chiffre de lui-même."
    case .sealRequired:
      "Utilisez ldap:// sans startTLS : un ticket chiffre de lui-même, et ce serveur n’en veut pas à l’intérieur de TLS."
    case .bindRequired: say("Le serveur veut un compte de connexion : bind.method: simple, avec dn et passwordFile.")
    case .notAllowed:
      "Autorisez le compte de connexion à lire et à chercher dans la base, et à lire les attributs du mapping."
    case .noSuchBase:
      isBind
        ? "Vérifiez bind.dn."
        : say(
          "Vérifiez que la base existe sous ce nom, et que le compte de connexion peut la voir : un serveur cache ce qui "
            + "ne peut être lu.")
    case .badDN: isBind ? "Vérifiez l’écriture de bind.dn." : "Vérifiez l’écriture de la base."
    case .badFilter: "Vérifiez le filtre des réglages et celui du mapping d’après le schéma du serveur."
    case .sizeLimit: sizeLimit
    case .timeLimit:
      say(
        "Indexez les attributs du filtre, ou relevez la limite de temps du compte de connexion ; dans OpenLDAP : ")
        + "limits dn.exact=\"<bind.dn>\" time=unlimited"
        + say(" ; dans 389 Directory Server : nsTimeLimit sur son entrée.")
    case .administrativeLimit:
      say("Indexez les attributs du filtre, ou relevez la limite du compte de connexion ; dans OpenLDAP : ")
        + "limits dn.exact=\"<bind.dn>\" size.unchecked=unlimited"
        + say(" ; dans 389 Directory Server : nsLookThroughLimit et nsPagedLookThroughLimit sur son entrée.")
    case .controlRefused:
      say(
        "Le serveur refuse un contrôle nécessaire : autorisez les résultats paginés (RFC 2696) au compte de connexion.")
    case .busy: say("Le serveur est occupé ou en maintenance : relancez plus tard.")
    case .unwilling: say("Le serveur refuse d'après ses propres règles : son journal dit laquelle.")
    case .unknown: "Le journal du serveur en dit plus."
    }
  }

  private var sizeLimit: String {
    say(
      "Le serveur n'envoie à ce compte de connexion qu'un nombre limité d'entrées : demandez la pagination sans limite. "
        + "Dans OpenLDAP : ") + "limits dn.exact=\"<bind.dn>\" size=unlimited size.prtotal=unlimited"
      + say(
        " (olcLimits sous cn=config) ; dans 389 Directory Server : nsSizeLimit et nsPagedSizeLimit sur son entrée.")
  }
}
