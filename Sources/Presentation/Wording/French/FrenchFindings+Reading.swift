import Provisioning

extension French {
  /// What came of reading in earnest.
  func explain(_ reading: Finding.Reading) -> Explanation {
    switch reading {
    case .done(nil, let entries, let isMore):
      explain("La lecture de tout a été essayée : \(came(entries, isMore)).")
    case .done(let way?, let entries, let isMore):
      explain("La lecture par \(way.rawValue) a été essayée : \(came(entries, isMore)), et elle reprend de là.")
    case .refused(let way, let result, let isNamed):
      Explanation(
        say("Le serveur refuse \(way.rawValue) à ce compte : \(result.name) (\(result.code))."),
        aside([said(result.message), isNamed ? nil : "Tout est lu chaque fois à la place."]),
        remedy(way, LDAPDiagnosis(result)))
    case .astray(let way):
      explain(
        "La lecture par \(way.rawValue) a été essayée, et ne reprend pas là où elle s'arrête : tout est lu chaque fois.",
        nil, "Regardez le journal du serveur, ou réglez read: full.")
    case .withoutReplication(let context):
      explain(
        "Ce compte n'a pas le droit de réplication dans \(context) : les suppressions se découvrent en regardant qui est encore là, tous les sweepEvery.",
        nil,
        "Pour qu'elles soient signalées aussitôt, donnez au compte « Replicating Directory Changes » (DS-Replication-Get-Changes) sur \(context)."
      )
    case .changelog(isNaming: true): explain("Le Retro Changelog dit quelles entrées ont changé.")
    case .changelog(isNaming: false):
      Explanation(
        say(
          "Le Retro Changelog ne dit pas quelles entrées ont changé, et le serveur ne signale donc rien : tout est lu chaque fois."
        ), nil, changelogRemedy)
    case .changelog(isNaming: nil):
      explain(
        "Ce compte ne voit pas si le Retro Changelog dit quelles entrées ont changé. Sinon, seule la lecture de tout (fullEvery) trouve les changements.",
        nil,
        "Donnez à cn=changelog l'aci que montre la page docs/fr/mappings/389ds.md, qui laisse cachés les changements eux-mêmes."
      )
    }
  }

  private func aside(_ sentences: [String?]) -> String? {
    let sentences = sentences.compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func came(_ entries: Int, _ isMore: Bool) -> String {
    let came = self.entries(entries) + " " + plural(entries, "reçue", "reçues")
    return isMore ? came + ", et il y en a d’autres" : came + ", et c’est tout"
  }

  private func remedy(_ way: ChangeWay, _ diagnosis: LDAPDiagnosis) -> String {
    switch (way, diagnosis) {
    case (.syncrepl, .sizeLimit), (.syncrepl, .administrativeLimit), (.syncrepl, .timeLimit):
      say(
        "Levez les limites de ce compte (slapd : limits dn.exact=\"…\" size=unlimited time=unlimited ; 389 Directory Server : nsSizeLimit, nsLookThroughLimit et nsTimeLimit à -1 dans son entrée), ou réglez read: full."
      )
    case (.syncrepl, .controlRefused), (.syncrepl, .unwilling):
      say("Chargez l'overlay syncprov sur la base de données de cette base, ou réglez read: full.")
    case (.syncrepl, _):
      say(
        "Donnez à ce compte le droit à la synchronisation de contenu (389 Directory Server : un aci sur oid=1.3.6.1.4.1.4203.1.9.1.1,cn=features,cn=config), ou réglez read: full."
      )
    case (.dirsync, _):
      say(
        "Donnez à ce compte « Replicating Directory Changes » (DS-Replication-Get-Changes) sur le domaine, ou réglez read: usn."
      )
    case (.usn, _): "Laissez ce compte lire highestCommittedUSN et dsServiceName, ou réglez read: full."
    case (.timestamp, _): "Réglez read: full."
    }
  }

  /// How the list of changes of 389 Directory Server gets its names.
  var changelogRemedy: String {
    say(
      "Mettez nsslapd-attribute: nsuniqueid:targetUniqueId dans le plug-in Retro Changelog et redémarrez le serveur ; le compte doit pouvoir lire targetUniqueId dans cn=changelog. Ou réglez read: full."
    )
  }
}
