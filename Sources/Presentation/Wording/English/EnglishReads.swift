import Foundation
import Provisioning

extension English {
  package func explain(_ read: ReadOutcome) -> Explanation? {
    let parts = [left(read), why(read), missed(read)].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return Explanation(
      parts.map(\.what).joined(separator: " "), parts.compactMap(\.place).last, parts.compactMap(\.remedy).last)
  }

  private func left(_ read: ReadOutcome) -> Explanation? {
    read.left.map {
      Explanation(
        "The read was begun again on another server, since \(list($0.map { "\($0.url) was gone in the middle (\($0.detail))" }))."
      )
    }
  }

  private func why(_ read: ReadOutcome) -> Explanation? {
    switch read.cause {
    case nil: return nil
    case .asked:
      return Explanation(
        read.next == nil
          ? "Everything was read, because the settings say read: full."
          : "Everything was read, because --full asks for it.")
    case .notOffered:
      return Explanation("Everything was read, because the server offers no way to read only what changed.")
    case .resumed:
      return Explanation(
        read.coverage == .presence
          ? "What changed was read, by \(read.method), from where the last read ended; of all others, that they are there."
          : "Only what changed was read, by \(read.method), from where the last read ended.")
    case .first:
      let next = read.next.map { " From now on only what changed is read, by \($0.rawValue)." } ?? ""
      return Explanation("Everything was read, because there was no earlier read to go on from." + next)
    case .scopeChanged:
      return Explanation("Everything was read, because server, base, filter or mapping are not those of the last read.")
    case .due:
      return Explanation("Everything was read, to verify what the server had told of.")
    case .cursorRefused:
      return Explanation("Everything was read, because the server did not go on from where the last read ended.")
    case .manyChanges:
      return Explanation("Everything was read, because a great deal had changed.")
    case .unlikely:
      return Explanation(
        "Everything was read: by what the server told, people or values were gone, and others that should be there were not."
      )
    case .branchesChanged:
      return Explanation(
        "Everything was read, because branches were made, renamed or moved: who is in them, no server tells.")
    case .changesUnnamed:
      return Explanation(
        "Everything was read: the server's Retro Changelog does not say which entries changed.", nil, changelogRemedy)
    case .stampsHidden(let attribute, let entries), .counterHidden(let attribute, let entries?):
      return Explanation(
        "Everything was read: \(self.entries(entries)) \(entries == 1 ? "does" : "do") not show this account \(attribute), by which changes are found.",
        nil, "Give the bind account the right to search and read \(attribute), or set read: full.")
    case .counterHidden(let attribute, nil):
      return Explanation(
        "Everything was read: this account finds nobody by \(attribute), which counts the changes.", nil,
        "Give the bind account the right to search and read \(attribute), or set read: full.")
    case .notAllowed(let way, let result):
      return Explanation(
        "Everything was read, page by page: the server refused \(way.rawValue) (\(result.name)).", nil,
        "To read only what changed, give the bind account the right to it and no size limit, or set read: full."
      )
    }
  }

  /// Only a read that was held against what the server had told says a figure.
  private func missed(_ read: ReadOutcome) -> Explanation? {
    guard let count = read.missed, count > 0 else { return nil }
    return Explanation(
      self.count(count, "difference was found", "differences were found") + " that the server had not told of.",
      "A server does that after its data was loaded anew, or after it was killed.",
      "They are in this report. If it happens again, shorten fullEvery, or set read: full.")
  }
}

extension English {
  /// That a server does not have the way to read changes that settings name.
  func wayMissing(_ way: ChangeWay, _ offered: [ChangeWay]) -> String {
    let has = offered.isEmpty ? "nothing that tells what changed" : list(offered.map(\.rawValue))
    return "They say read: \(way.rawValue), and it has \(has)."
  }

  var wayRemedy: String { "Set read: auto, which takes what there is, or read: full." }
}
