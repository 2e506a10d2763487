import Foundation

/// A run in figures. Every entry read is in exactly one of `unchanged`, `create`, `update`, `move`, `reactivate`,
/// `adopt`, `secondary`, `entryProblems`, `held`, or `deactivate` by the mapping's `active`.
package struct Counts: Equatable, Sendable, Codable {
  package var entries = 0
  package var unchanged = 0
  package var create = 0
  package var update = 0
  package var move = 0
  package var reactivate = 0
  package var adopt = 0
  package var secondary = 0
  /// Entries of which nothing could be applied.
  package var problems = 0
  package var held = 0
  package var deactivate = 0
  /// Ties whose entry is missing and whose grace has not ended.
  package var absent = 0
  package var emailChanges = 0
  package var emailRemovals = 0
  package var linkMails = 0
  package var notices = 0
  /// Fields an agent corrected in the portal, which stay.
  package var drift = 0
  // What relinking found.
  package var relink = 0
  /// Active accounts whose tie led to no entry.
  package var notFound = 0
  /// Entries that belong to no tie there was.
  package var newEntries = 0
  /// Entries of each base, after a whole read.
  package var bases: [WholeRead.Base] = []

  package init() {}

  /// A figure that is younger than what was kept is as in a run that did nothing.
  package init(from decoder: any Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    for key in kept.allKeys {
      if let figure = Self.figures[key.stringValue] { self[keyPath: figure] = try kept.decode(Int.self, forKey: key) }
    }
    bases = try kept.decodeIfPresent([WholeRead.Base].self, forKey: .bases) ?? []
  }

  /// By the names they are kept under.
  package static let figures: [String: any WritableKeyPath<Counts, Int> & Sendable] = [
    "absent": \.absent, "adopt": \.adopt, "create": \.create, "deactivate": \.deactivate, "drift": \.drift,
    "emailChanges": \.emailChanges, "emailRemovals": \.emailRemovals, "entries": \.entries, "held": \.held,
    "linkMails": \.linkMails, "move": \.move, "newEntries": \.newEntries, "notFound": \.notFound, "notices": \.notices,
    "problems": \.problems, "reactivate": \.reactivate, "relink": \.relink, "secondary": \.secondary,
    "unchanged": \.unchanged, "update": \.update,
  ]

  /// People that change, whatever the kind.
  package var changes: Int { create + update + move + reactivate + adopt + secondary + deactivate + relink }

  package static func + (left: Counts, right: Counts) -> Counts {
    var sum = left
    sum.entries += right.entries
    sum.unchanged += right.unchanged
    sum.create += right.create
    sum.update += right.update
    sum.move += right.move
    sum.reactivate += right.reactivate
    sum.adopt += right.adopt
    sum.secondary += right.secondary
    sum.problems += right.problems
    sum.held += right.held
    sum.deactivate += right.deactivate
    sum.absent += right.absent
    sum.emailChanges += right.emailChanges
    sum.emailRemovals += right.emailRemovals
    sum.linkMails += right.linkMails
    sum.notices += right.notices
    sum.drift += right.drift
    sum.relink += right.relink
    sum.notFound += right.notFound
    sum.newEntries += right.newEntries
    sum.bases += right.bases
    return sum
  }
}
