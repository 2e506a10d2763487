import Foundation
import Provisioning

extension French {
  package func explain(_ read: ReadOutcome) -> Explanation? {
    let parts = [left(read), why(read), missed(read)].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return Explanation(
      parts.map(\.what).joined(separator: " "), parts.compactMap(\.place).last, parts.compactMap(\.remedy).last)
  }

  private func left(_ read: ReadOutcome) -> Explanation? {
    read.left.map {
      Explanation(
        say(
          "La lecture a été recommencée sur un autre serveur, car \(list($0.map { "\($0.url) a disparu en cours de route (\($0.detail))" }))."
        ))
    }
  }

  private func why(_ read: ReadOutcome) -> Explanation? {
    switch read.cause {
    case nil: return nil
    case .asked:
      return Explanation(
        read.next == nil
          ? "Tout a été lu, car les réglages disent read: full." : "Tout a été lu, car --full le demande.")
    case .notOffered:
      return Explanation("Tout a été lu, car le serveur n’offre pas de quoi ne lire que ce qui change.")
    case .resumed:
      return Explanation(
        say(
          read.coverage == .presence
            ? "Ce qui a changé a été lu, par \(read.method), depuis la fin de la dernière lecture ; des autres, on sait qu'ils sont là."
            : "Seul ce qui a changé a été lu, par \(read.method), depuis la fin de la dernière lecture."))
    case .first:
      let next = read.next.map { " Désormais, seul ce qui a changé est lu, par \($0.rawValue)." } ?? ""
      return Explanation("Tout a été lu, car aucune lecture antérieure ne permettait de reprendre." + next)
    case .scopeChanged:
      return Explanation(
        "Tout a été lu, car le serveur, la base, le filtre ou le mapping ne sont plus ceux de la dernière lecture.")
    case .due:
      return Explanation("Tout a été lu, pour vérifier ce que le serveur avait signalé.")
    case .cursorRefused:
      return Explanation("Tout a été lu, car le serveur ne reprend pas là où la dernière lecture s’est arrêtée.")
    case .manyChanges:
      return Explanation("Tout a été lu, car beaucoup de choses avaient changé.")
    case .unlikely:
      return Explanation(
        say(
          "Tout a été lu : à en croire le serveur, des personnes ou des valeurs avaient disparu, et d'autres qui devaient être là n'y étaient pas."
        ))
    case .branchesChanged:
      return Explanation(
        say(
          "Tout a été lu, car des branches ont été créées, renommées ou déplacées : aucun serveur ne dit qui s'y trouve."
        ))
    case .changesUnnamed:
      return Explanation(
        say("Tout a été lu : le Retro Changelog du serveur ne dit pas quelles entrées ont changé."), nil,
        changelogRemedy)
    case .stampsHidden(let attribute, let entries), .counterHidden(let attribute, let entries?):
      return Explanation(
        say(
          "Tout a été lu : sur \(self.entries(entries)), ce compte ne voit pas \(attribute), d’où se déduisent les changements."
        ), nil,
        say("Donnez au compte de lecture le droit de chercher et de lire \(attribute), ou réglez read: full."))
    case .counterHidden(let attribute, nil):
      return Explanation(
        say("Tout a été lu : ce compte ne trouve personne par \(attribute), qui compte les changements."), nil,
        say("Donnez au compte de lecture le droit de chercher et de lire \(attribute), ou réglez read: full."))
    case .notAllowed(let way, let result):
      return Explanation(
        say("Tout a été lu, page par page : le serveur a refusé \(way.rawValue) (\(result.name))."), nil,
        "Pour ne lire que ce qui change, donnez-en le droit au compte de lecture, sans limite de taille, ou réglez read: full."
      )
    }
  }

  /// Only a read that was held against what the server had told says a figure.
  private func missed(_ read: ReadOutcome) -> Explanation? {
    guard let count = read.missed, count > 0 else { return nil }
    let what = count == 1 ? "1 différence a été trouvée" : "\(figures.number(count)) différences ont été trouvées"
    return Explanation(
      what + " que le serveur n’avait pas \(count == 1 ? "signalée" : "signalées").",
      "Cela arrive après un rechargement des données du serveur, ou quand il a été tué.",
      "Elles figurent dans ce compte rendu. Si cela se reproduit, raccourcissez fullEvery, ou réglez read: full.")
  }
}

extension French {
  /// That a server does not have the way to read changes that settings name.
  func wayMissing(_ way: ChangeWay, _ offered: [ChangeWay]) -> String {
    let has = offered.isEmpty ? "ne sait pas dire ce qui a changé" : "a \(list(offered.map(\.rawValue)))"
    return say("Ils disent read: \(way.rawValue), et lui \(has).")
  }

  var wayRemedy: String { say("Réglez read: auto, qui prend ce qu'il y a, ou read: full.") }
}
