import Foundation
import Provisioning

extension French {
  /// What was found in a directory, a store, a relay.
  func explainMore(_ fact: Finding.Fact) -> Explanation {
    switch fact {
    case .offers(let paging, let changes, let picked): offers(paging, changes, picked)
    case .base(let dn): explain("\(dn) est là.")
    case .schema(let unknown, let needed): schema(unknown, needed)
    case .schemaHidden:
      explain("Le serveur ne montre pas son schéma ; les noms d'attributs n'ont pas été vérifiés.")
    case .stamps(let attribute, let hidden, let entries, let unmoved): stamps(attribute, hidden, entries, unmoved)
    case .reading(let reading): explain(reading)
    case .found(let base, let entries, let isMore): found(base, entries, isMore)
    case .unfiltered(let base, let classes, let entries, let isMore): unfiltered(base, classes, entries, isMore)
    case .carried(let carried, let entries, let others): self.carried(carried, entries, others)
    case .mapped(let entries, let well, let inactive, let problems, let beyond):
      mapped(entries, well, inactive, problems, beyond)
    case .anchors(let attribute, let entries, let missing, let duplicates):
      anchors(attribute, entries, missing, duplicates)
    case .storeToBeMade(let location):
      explain("\(location) : pas encore là ; la première synchronisation le crée.")
    case .store(let location, let schema, let accounts, let isOld):
      isOld
        ? explain(
          "\(location) : schéma \(schema), d'une Navette plus ancienne.", nil,
          "La prochaine synchronisation le met à jour ; gardez d'abord une copie.")
        : explain("\(location) : \(self.accounts(accounts ?? 0)), schéma \(schema).")
    case .storeFailed(let error): explain(error)
    case .lockFree: explain("Personne ne tient la base des comptes.")
    case .lockHeld(let holder, let since):
      explain(
        "Une exécution tient la base des comptes\(holder.isEmpty ? "" : say(" : \(holder)"))\(since.map { ", depuis le \(say($0))" } ?? "")."
      )
    case .noRelay:
      explain(
        "Il n'y a pas de section « mail » : les mails attendraient.", nil, "Ajoutez mail.transport et mail.from.")
    case .relay(let location, let isEncrypted, let isSignedIn):
      explain(
        "\(location) répond, \(isEncrypted ? "chiffré" : "sans chiffrement"), \(isSignedIn ? "identification acceptée" : "sans identification"). Aucun mail n'a été envoyé."
      )
    case .folder(let path, let exists):
      explain("Les mails vont dans le dossier \(path)\(exists ? "" : ", que le premier envoi crée").")
    case .relayFailed(let error): explain(error)
    default: Explanation("")
    }
  }

  private func offers(_ paging: Bool?, _ changes: [ChangeWay], _ picked: ChangeWay?) -> Explanation {
    let pages =
      switch paging {
      case true: say("Les pages sont possibles.")
      case false:
        say(
          "Les pages (RFC 2696) ne sont pas possibles : la réponse vient d'un bloc, dans la limite de taille du serveur."
        )
      default: say("Le serveur ne dit pas ce qu'il sait faire.")
      }
    let ways = changes.isEmpty ? "" : say(" Il sait dire ce qui a changé (\(list(changes.map(\.rawValue)))).")
    if let picked, picked != .timestamp, paging != nil, !changes.contains(picked) {
      return Explanation(
        "\(pages)\(ways) Ce n’est pas ce que disent les réglages.", wayMissing(picked, changes), wayRemedy)
    }
    let choice =
      picked.map { say(" Après la première, une exécution ne lit que les changements, par \($0.rawValue).") }
      ?? say(" Chaque exécution lit tout.")
    return Explanation(pages + ways + choice)
  }

  private func schema(_ unknown: [String], _ needed: [String]) -> Explanation {
    if unknown.isEmpty { return explain("Connaît tous les attributs du mapping et des filtres.") }
    return explain(
      "Ne connaît pas \(list(unknown)).", nil,
      needed.isEmpty
        ? "Normal si ce serveur n'en a pas ; sinon corrigez les noms dans le mapping."
        : "Corrigez le mapping : rien ne marche sans \(list(needed)).")
  }

  private func stamps(_ attribute: String, _ hidden: Int, _ entries: Int, _ unmoved: [String]) -> Explanation {
    if hidden > 0 {
      return explain(
        "\(figures.number(hidden)) sur \(self.entries(entries)) sans \(attribute) lisible, d'où se déduisent les changements : chaque exécution lit tout.",
        nil, "Donnez au compte de lecture le droit de chercher et de lire \(attribute), ou réglez read: full.")
    }
    guard !unmoved.isEmpty else {
      return explain("Les changements se déduisent de \(attribute), que ce compte peut lire.")
    }
    return explain(
      "Les changements se déduisent de \(attribute), et \(list(unmoved)) peut changer sans lui.",
      "Un tel changement est vu à la prochaine lecture de tout (fullEvery).",
      "Réglez read: full, raccourcissez fullEvery, ou fondez mapping et filtre sur d'autres attributs.")
  }

  private func found(_ base: String, _ entries: Int, _ isMore: Bool) -> Explanation {
    if entries == 0 {
      return explain(
        "Personne sous \(base).", nil,
        "Vérifiez la base, scope et les deux filtres, et que ce compte peut y lire et y chercher.")
    }
    let sample = isMore ? say(" ; l'échantillon s'arrête là, une exécution lit tout") : ""
    return explain("\(self.entries(entries)) sous \(base)\(sample).")
  }

  private func unfiltered(
    _ base: String, _ classes: [Finding.Carried], _ entries: Int, _ isMore: Bool
  ) -> Explanation {
    let number = isMore ? "plus de \(figures.number(entries)) entrées" : self.entries(entries)
    return explain(
      "Sans les filtres : \(number) sous \(base). Par objectClass : \(counts(classes)).", nil,
      "Réglez « filter » du mapping sur la classe qu'ont les personnes ici, par exemple (objectClass=person).")
  }

  private func carried(
    _ carried: [Finding.Carried], _ entries: Int, _ others: [Finding.Carried]
  ) -> Explanation {
    explain(
      "Sur \(self.entries(entries)), combien ont chaque attribut : \(counts(carried)).",
      others.isEmpty ? nil : "Là aussi, mais pas dans le mapping : \(counts(others)).", missing(carried))
  }

  private func missing(_ carried: [Finding.Carried]) -> FrenchText? {
    let lost = carried.filter(\.isLost)
    let former = lost.map { "\($0.attribute)\u{A0}\(figures.number($0.before ?? 0))" }
    guard lost.isEmpty else {
      return
        "La dernière exécution qui a tout lu trouvait \(list(former)) : vérifiez ce que ce compte peut lire, et les noms dans le mapping."
    }
    let silent = carried.filter(\.isSilent).map(\.attribute)
    switch silent.count {
    case 0: return nil
    case 1: return "Personne n'a \(list(silent)) : ce compte peut-il le lire, et est-ce le nom employé ici ?"
    default:
      return "Personne n'a \(list(silent)) : ce compte peut-il les lire, et sont-ce les noms employés ici ?"
    }
  }

  private func counts(_ items: [Finding.Carried]) -> String {
    list(items.map { "\($0.attribute)\u{A0}\(figures.number($0.count))" })
  }

  private func mapped(
    _ entries: Int, _ well: Int, _ inactive: Int, _ problems: [Problem.Code: Int],
    _ beyond: Finding.Excess?
  ) -> Explanation {
    let codes = Problem.Code.allCases.compactMap { code in problems[code].map { "\(code.rawValue)\u{A0}\($0)" } }
    let off = inactive > 0 ? say(", \(figures.number(inactive)) sur l'ensemble sans compte actif") : ""
    return explain(
      "\(figures.number(well)) sur \(figures.number(entries)) sans aucun problème\(off).",
      codes.isEmpty ? nil : "Problèmes : \(list(codes)).",
      beyond.map { excess -> FrenchText in
        "C'est plus d'entrées à problèmes que limits.problems n'en laisse passer (\(say(excess.limit))) : "
          + (excess.isCertain ? "" : "si les autres sont pareilles, ")
          + "une exécution serait refusée. Chacun avec son remède : \(program) plan"
      } ?? (codes.isEmpty ? nil : "Chacun avec son remède : \(program) plan"))
  }

  private func anchors(_ attribute: String, _ entries: Int, _ missing: Int, _ duplicates: [String]) -> Explanation {
    if missing > 0 {
      return explain(
        "\(self.entries(missing)) sur \(figures.number(entries)) sans \(attribute) lisible.", nil,
        "Donnez au compte le droit de le lire, corrigez sa forme, ou nommez dans « anchor » un attribut que chaque entrée a une fois."
      )
    }
    if !duplicates.isEmpty {
      return explain(
        "\(attribute) n'est pas unique : \(list(duplicates)), dans plusieurs entrées.", nil,
        "Nommez dans « anchor » un attribut unique et qui ne change jamais.")
    }
    return explain("\(attribute) est là dans \(self.entries(entries)) sur \(figures.number(entries)), et unique.")
  }
}
