import Foundation
import Provisioning

extension French {
  package func explain(_ error: DirectoryError) -> Explanation {
    switch error {
    case .unreachable(let attempts): unreachable(attempts)
    case .tls(let url, let failure, let detail):
      Explanation(
        say("Pas de connexion chiffrée à \(url) : \(say(failure))."),
        failure.isOfOwnFile ? "\(system(detail))." : said(detail), remedy(failure))
    case .bindRefused(let url, let method, let result):
      Explanation(
        say("\(url) a refusé la connexion du compte (bind, méthode \(method)) : \(say(result))."),
        said(result.message), remedy(LDAPDiagnosis(result), isBind: true))
    case .kerberos(let url, let detail):
      Explanation(
        say("Aucun ticket Kerberos n'ouvre \(url)."), said(redaction.foreign(detail)),
        say(
          "Vérifiez que bind.keytab contient les clés actuelles du compte, que « url » donne le nom complet du serveur et "
            + "non une adresse, que les horloges sont d'accord, et que /etc/krb5.conf mène au royaume. Le module de "
            + "Cyrus SASL pour cela doit être là (Debian : libsasl2-modules-gssapi-mit)."))
    case .searchFailed(let url, let base, let entries, let result):
      Explanation(
        say("La recherche sous \(base) a fini en erreur après \(self.entries(entries)) : \(say(result))."),
        "Sur \(url). "
          + (said(redaction.foreign(result.message)) ?? "Une lecture qui n’est pas complète n’est pas utilisée."),
        nearest(result) + remedy(LDAPDiagnosis(result), isBind: false))
    case .referral(let url, let base, let targets): referral(url, base, targets)
    case .connectionLost(let url, let base, let entries, let detail):
      Explanation(
        say("La connexion à \(url) s'est rompue après \(self.entries(entries)) de \(base)."), said(system(detail)),
        say("Rien de ce qui était lu n'a servi. Relancez ; si cela se répète, voyez le journal du serveur."))
    case .timedOut(let url, let base, let entries, let seconds): timedOut(url, base, entries, seconds)
    case .pagingLoop(let url, let base, let entries):
      explain(
        "\(url) rendait sans fin des pages de \(base), après \(self.entries(entries)).",
        "Son cookie de pagination n'avance plus (RFC 2696).",
        "Réglez un autre pageSize, ou lisez un autre serveur de cet annuaire.")
    case .wayNotOffered(let url, let way, let offered):
      Explanation(
        say("\(url) ne lit pas les changements comme le disent les réglages."), wayMissing(way, offered), wayRemedy)
    case .malformed(let url, let base, let detail):
      Explanation(
        say("\(url) a envoyé autre chose que du LDAP, sous \(base)."), said(redaction.foreign(system(detail))),
        say("Vérifiez que l'URL désigne un serveur LDAP, et qu'aucun mandataire ne s'interpose."))
    case .file(let path, let line, let failure): file(path, line, failure)
    case .unsupported(let detail):
      explain("Un filtre demande ce qui ne peut être évalué ici : \(detail).", nil, "Écrivez-le autrement.")
    case .interrupted: explain("L'exécution a été arrêtée ; rien n'a été écrit.")
    }
  }

  /// The server's own words, if there are any.
  func said(_ words: String) -> String? { words.isEmpty ? nil : say("Il a dit : \(words)") }

  /// Where, and the server's own words after it.
  func at(_ location: String, said words: String) -> String {
    [location + ".", said(words)].compactMap { $0 }.joined(separator: " ")
  }

  private func say(_ result: LDAPResult) -> String { "\(result.name) (\(result.code))" }

  private func unreachable(_ attempts: [DirectoryError.Attempt]) -> Explanation {
    let tried = attempts.map { say("\($0.url) : \(system($0.detail))") }.joined(separator: "\u{202F}; ")
    return Explanation(
      attempts.count == 1 ? "Le serveur de l’annuaire ne répond pas." : "Aucun serveur de l’annuaire ne répond.",
      say("Essayé : \(tried)."),
      say("Vérifiez qu'il tourne, son nom et son port dans « url », et le pare-feu entre les deux."))
  }

  /// The entry there is, where a base is not.
  private func nearest(_ result: LDAPResult) -> String {
    result.matchedDN.map { say("Ce qu'il y a : \(redaction.dn($0)). ") } ?? ""
  }

  private func referral(_ url: String, _ base: String, _ targets: [String]) -> Explanation {
    explain(
      "\(url) ne détient pas tout de \(base) et renvoie à \(list(targets.map(redaction.referral))).",
      "Les renvois ne sont pas suivis : on ne croit pas les entrées d'un serveur absent des réglages.",
      "Mettez dans « url » un serveur qui détient toute la base, ou une base que celui-ci détient ; dans Active "
        + "Directory, les branches des personnes sous la racine du domaine.")
  }

  private func timedOut(_ url: String, _ base: String?, _ entries: Int, _ seconds: Int) -> Explanation {
    let wait = count(seconds, "seconde", "secondes")
    guard let base else {
      return explain(
        "\(url) n'a pas répondu en \(wait).", "À la connexion.",
        "Vérifiez le serveur et le réseau, ou augmentez connectTimeout.")
    }
    return explain(
      "\(url) n'a rien envoyé pendant \(wait).", "Après \(self.entries(entries)) de \(base).",
      "Voyez la charge du serveur, indexez les attributs du filtre, ou augmentez idleTimeout.")
  }

  private func say(_ failure: DirectoryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "son certificat vient d’une autorité inconnue ici"
    case .wrongHostName: "son certificat est au nom d’un autre"
    case .expired: "son certificat a expiré"
    case .notYetValid: "son certificat n’est pas encore valable"
    case .notOffered: "le serveur n’offre pas de chiffrement sur ce port"
    case .badCAFile: "caFile est inutilisable"
    case .badClientCertificate: "le certificat client ou sa clé est inutilisable"
    case .other: "la négociation a échoué"
    }
  }

  private func remedy(_ failure: DirectoryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "Mettez le certificat de l’autorité qui l’a signé, au format PEM, dans caFile."
    case .wrongHostName: say("Écrivez dans « url » le nom qui figure dans le certificat (subjectAltName).")
    case .expired: "Renouvelez le certificat du serveur."
    case .notYetValid: "Vérifiez l’heure des deux machines, puis la date du certificat."
    case .notOffered: "Utilisez ldaps:// avec son port, ou activez StartTLS sur le serveur."
    case .badCAFile: "Vérifiez que caFile existe, est lisible, et contient des certificats au format PEM."
    case .badClientCertificate:
      "Vérifiez que certFile et keyFile existent, sont lisibles, vont ensemble, et sont au format PEM."
    case .other: "Vérifiez caFile, le port, et les versions de TLS que le serveur offre."
    }
  }

  private func what(_ fault: DirectoryError.LDIFFault) -> String {
    switch fault {
    case .attribute:
      say("Le fichier n'est pas du LDIF valable : cette ligne n'est ni « attribut: valeur » ni la suite d'une autre.")
    case .dn:
      say("Le fichier n'est pas du LDIF valable : chaque entrée commence par un seul dn lisible, après une ligne vide.")
    case .utf16: say("Le fichier n'est pas du LDIF valable : il est écrit en UTF-16.")
    }
  }

  private func file(_ path: String, _ line: Int?, _ failure: DirectoryError.FileFailure) -> Explanation {
    let place = line.map { "\(path), ligne \($0)." } ?? "\(path)."
    let mend = "Corrigez la ligne, ou exportez de nouveau."
    return switch failure {
    case .unreadable(let detail):
      Explanation(
        say("Le fichier est illisible : \(system(detail))."), place,
        say("Vérifiez son chemin dans « url », et ses droits."))
    case .changeRecord:
      Explanation(
        "Le fichier contient des modifications (changetype), pas des entrées.", place,
        "Exportez les entrées elles-mêmes, par exemple avec ldapsearch -LLL ou slapcat.")
    case .unsupportedVersion(let version):
      Explanation(
        say("Le fichier est du LDIF version \(version) ; seule la version 1 est connue."), place,
        "Exportez-le en version 1.")
    case .syntax(let fault):
      Explanation(what(fault), place, fault == .utf16 ? "Enregistrez-le en UTF-8, ou exportez de nouveau." : mend)
    case .badBase64: Explanation("Une valeur n’est pas du base64 valable.", place, mend)
    case .notLocalURL(let url):
      Explanation(
        say("Une valeur est à chercher dans \(redaction.foreign(url)), qui n'est pas un fichier local."), place,
        "Mettez la valeur elle-même dans le fichier.")
    }
  }
}
