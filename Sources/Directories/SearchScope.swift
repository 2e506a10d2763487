/// How far below a base entries are looked for (RFC 4511 §4.5.1.2).
package enum SearchScope: String, CaseIterable, Equatable, Sendable {
  /// The base itself.
  case base
  /// Its children, without the base.
  case one
  /// The base and everything below it.
  case sub
}
