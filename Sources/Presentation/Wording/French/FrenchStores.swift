import Foundation
import Provisioning

extension French {
  package func explain(_ error: StoreError) -> Explanation {
    switch error {
    case .unreachable(let location, let detail):
      explain(
        "La base des comptes ne s'ouvre pas : \(system(detail)).", "\(location).",
        "Vérifiez « store » dans les réglages, que son serveur tourne ou que son dossier existe, et les droits.")
    case .held(let location, let holder, let since):
      explain(
        "Une autre exécution tient la base des comptes : \(holder)\(since.map { ", depuis le \(say($0))" } ?? "").",
        "\(location).",
        "Attendez qu'elle ait fini, puis relancez ; une exécution tuée ne tient rien.")
    case .newerSchema(let location, let found, let known):
      explain(
        "La base des comptes vient d'une Navette plus récente : schéma \(found), celle-ci connaît \(known).",
        "\(location).", "Installez aussi sur cette machine la Navette plus récente.")
    case .olderSchema(let location, let found, let known):
      explain(
        "La base des comptes a un schéma plus ancien : \(found), cette Navette veut \(known).", "\(location).",
        "Sauvegardez-la et laissez \(program) sync la mettre à jour ; un plan n'écrit rien.")
    case .busy(let location, let seconds):
      explain(
        "Quelqu'un d'autre a écrit dans la base des comptes pendant plus de "
          + "\(count(seconds, "seconde", "secondes")).", "\(location).",
        "Relancez ; si cela persiste, cherchez un programme qui laisse une transaction ouverte.")
    case .notWritable(let location, let detail):
      explain(
        "La base des comptes ne peut être écrite : \(system(detail)).", "\(location).",
        "Vérifiez la place libre, et les droits du compte sous lequel Navette tourne.")
    case .noSchema(let location):
      explain(
        "Il n'y a pas encore de schéma de Navette dans cette base, et cet utilisateur ne peut pas le créer.",
        "\(location).",
        "Que le propriétaire de la base lance navette migrate, puis deploy/grants.sql : voyez docs/fr/postgresql.md.")
    case .damaged(let location, let detail):
      explain(
        "Ce n'est pas une base de comptes, ou elle est abîmée : \(redaction.foreign(system(detail))).", "\(location).",
        "Vérifiez « store » dans les réglages ; si c'est la bonne, restaurez la dernière sauvegarde.")
    case .server(let location, let trouble, let detail):
      explain("\(what(trouble).text) : \(redaction.foreign(system(detail))).", "\(location).", remedy(trouble))
    case .sealed(let location, let place, let moment):
      explain(
        "Cette base des comptes ne sert plus : tout en a été copié vers \(place).", "\(location), le \(say(moment)).",
        "Mettez la nouvelle dans « store » dans les réglages. Il manquerait ici ce qui s'y est passé depuis, et des mails "
          + "partiraient deux fois ; pour revenir quand même à celle-ci : \(program) migrate --unseal")
    case .failed(let location, let detail):
      explain(
        "La base des comptes a échoué : \(redaction.foreign(system(detail))).", "\(location).",
        "Rien n'est écrit à moitié. Relancez ; le journal de la base en dit plus.")
    case .interrupted: explain("L'exécution a été arrêtée ; rien n'a été écrit.")
    }
  }

  private func what(_ trouble: StoreServerTrouble) -> FrenchText {
    switch trouble {
    case .restarting: "Le serveur de la base des comptes s'arrête ou démarre"
    case .readOnly: "Le serveur de la base des comptes n'accepte aucune écriture"
    case .full: "Le serveur de la base des comptes n'a plus de place"
    case .crowded: "Le serveur de la base des comptes n'accepte plus de connexion"
    case .lost: "La connexion à la base des comptes est perdue, et rien n'a été validé"
    case .undecided:
      "La connexion à la base des comptes s'est perdue pendant une validation, et aucun serveur ne répond depuis"
    }
  }

  private func remedy(_ trouble: StoreServerTrouble) -> FrenchText {
    switch trouble {
    case .restarting, .lost: "Rien n'est écrit à moitié. Relancez ; l'exécution suivante reprend."
    case .readOnly:
      "Nommez tous les serveurs dans « store », avec target_session_attrs=read-write : celui qui écrit est trouvé."
    case .full: "Rien n'est écrit à moitié. Faites de la place sur son disque ; l'exécution suivante reprend."
    case .crowded: "Augmentez max_connections, ou fermez les connexions oisives ; l'exécution suivante reprend."
    case .undecided:
      "Relancez quand le serveur répond : une exécution part de ce qui est là, que cette validation soit faite ou non."
    }
  }
}
