import Foundation

extension OpenMatters {
  /// What is open after a read that found these, where `before` was open: outside the scope of the read nothing
  /// changes, and what was open already keeps the moment it was first seen.
  package func following(_ before: OpenMatters, scope: Batch.OpenScope, at now: Date) -> OpenMatters {
    OpenMatters(
      problems: Self.merge(problems, before.problems, scope, now, \.known, \.since, \.sighting),
      proposals: Self.merge(proposals, before.proposals, scope, now, \.optionalAnchor, \.since, \.sighting))
  }

  private static func merge<Matter>(
    _ found: [Matter], _ before: [Matter], _ scope: Batch.OpenScope, _ now: Date,
    _ anchor: KeyPath<Matter, String?>, _ since: WritableKeyPath<Matter, Date?>,
    _ identity: KeyPath<Matter, [String]>
  ) -> [Matter] {
    let moments = Dictionary(before.map { ($0[keyPath: identity], $0[keyPath: since]) }) { first, _ in first }
    let identities = Set(found.map { $0[keyPath: identity] })
    let kept = before.filter { !scope.covers($0[keyPath: anchor]) && !identities.contains($0[keyPath: identity]) }
    let fresh = found.map { matter in
      var matter = matter
      matter[keyPath: since] = (moments[matter[keyPath: identity]] ?? nil) ?? matter[keyPath: since] ?? now
      return matter
    }
    return kept + fresh
  }
}

extension Batch.OpenScope {
  /// Whether a read of this scope can say that a matter of this anchor is gone.
  fileprivate func covers(_ anchor: String?) -> Bool {
    switch self {
    case .everything: true
    case .anchors(let anchors): anchor.map(anchors.contains) ?? false
    }
  }
}

extension Problem {
  /// Two problems are the same one, seen again, when these are equal; an entry without anchor is known by its DN.
  fileprivate var sighting: [String] { [code.rawValue, anchor ?? dn, field ?? ""] }

  fileprivate var known: String? { anchor ?? dn }
}

extension Proposal {
  fileprivate var optionalAnchor: String? { anchor }

  /// Two proposals are the same one, seen again, when these are equal.
  fileprivate var sighting: [String] { [code.rawValue, anchor] }
}
