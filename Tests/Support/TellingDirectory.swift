import Foundation
import Provisioning

/// A directory in memory that tells what changed since a cursor it gave.
package final class TellingDirectory: Directory {
  /// How it tells.
  package enum Manner: Sendable {
    /// What is gone is named.
    case naming
    /// Everybody who is still there is named.
    case presence
    /// Everybody who was still there is named, and then those of them who are gone.
    case presenceThenNaming
    /// What changed is told, and of everybody that they are there, by their anchor alone.
    case sweeping
    /// Nothing is told, whatever happened.
    case silent
    /// No cursor is accepted.
    case forgetful
  }

  package let name: String
  package var people: [DirectoryEntry] {
    didSet { history.append(people) }
  }
  package var manner = Manner.naming
  /// No change is told, whatever else is.
  package var isSilent = false
  /// Every whole read is due.
  package var isDue = false
  /// The anchors that were looked for by themselves in the last read.
  package private(set) var lookedFor: [String] = []
  private var history: [[DirectoryEntry]]
  private static let base = "dc=valmont,dc=example"

  package init(_ people: [DirectoryEntry], name: String = "mairie") {
    self.people = people
    self.name = name
    history = [people]
  }

  /// The DNs of entries whose presence it fails to tell.
  package var unnamed: Set<String> = []
  /// The DNs of entries that were still there when it began to tell.
  package var leaving: Set<String> = []

  package func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    lookedFor = []
    guard let resumption = request.resumption, let cursor = resumption.cursor, !resumption.isWhole, !isDue,
      manner != .forgetful, let mark = cursor.marks["moment"].flatMap({ Int($0) })
    else { return try everything(request, take) }
    try take(.began(.changes))
    let before = history[mark]
    for entry in people where manner != .silent && !isSilent && !before.contains(entry) {
      try take(.entry(told(entry, request)))
    }
    if manner == .naming {
      for entry in before where !people.contains(where: { $0.id == entry.id }) {
        if let id = entry.id { try take(.removed(id)) }
      }
    }
    if manner == .presence {
      for entry in people where !unnamed.contains(entry.dn) { if let id = entry.id { try take(.present(id)) } }
    }
    if manner == .presenceThenNaming {
      let left = before.filter { leaving.contains($0.dn) }
      for id in (people + left).compactMap(\.id) { try take(.present(id)) }
      for id in left.compactMap(\.id) { try take(.removed(id)) }
    }
    if manner == .sweeping {
      for entry in people { try take(.seen(entry.selecting(AttributeSet([resumption.anchor.attribute])))) }
    }
    let tellsAll = [.presence, .presenceThenNaming, .sweeping].contains(manner)
    let lookUps = try again(tellsAll ? .presence : .changes)
    lookedFor = lookUps.anchors.map(\.text)
    let found = people.filter { entry in
      lookUps.names.contains(entry.dn) || entry.text(of: resumption.anchor.attribute).map(lookedFor.contains) == true
    }
    for entry in found { try take(.entry(told(entry, request))) }
    let count = tellsAll ? people.count : found.count
    return ReadOutcome(
      coverage: tellsAll ? .presence : .changes, method: "syncrepl",
      bases: [ReadOutcome.Base(dn: Self.base, entries: count)], cause: .resumed,
      cursor: self.cursor(wholeAt: cursor.wholeAt))
  }

  private func everything(
    _ request: ReadRequest, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    for entry in people { try take(.entry(told(entry, request))) }
    return ReadOutcome(
      coverage: request.selection == nil ? .everything : .selection, method: "full",
      bases: [ReadOutcome.Base(dn: Self.base, entries: people.count)], cause: isDue ? .due : .first,
      cursor: cursor(wholeAt: Date(timeIntervalSince1970: 0)),
      announced: isDue ? ReadOutcome.Announced(removed: []) : nil)
  }

  private func cursor(wholeAt: Date) -> ReadCursor {
    ReadCursor(way: .syncrepl, scope: "", wholeAt: wholeAt, marks: ["moment": "\(history.count - 1)"])
  }

  private func told(_ entry: DirectoryEntry, _ request: ReadRequest) -> DirectoryEntry {
    var told = entry.selecting(request.attributes)
    told.syncID = entry.id
    return told
  }

  package func searchCommands(_ request: ReadRequest) -> [String] { [] }
}

extension DirectoryEntry {
  /// What the directory calls the entry: `syncUUID`, or else its anchor.
  fileprivate var id: SyncID? { (text(of: "syncUUID") ?? text(of: "entryUUID")).flatMap { SyncID(text: $0) } }

  fileprivate func text(of name: String) -> String? {
    values(of: name).first.map { String(decoding: $0, as: UTF8.self) }
  }
}
