import Foundation
import Provisioning

/// The signs of a report: one for each kind of change, the same everywhere.
package enum Symbols: Equatable, Sendable, CaseIterable {
  case unicode
  /// For a terminal that speaks only ASCII.
  case ascii

  package func sign(of kind: Change.Kind) -> String {
    switch kind {
    case .create: "+"
    case .update: "~"
    case .deactivate: "-"
    case .reactivate: self == .unicode ? "↑" : "^"
    case .move: self == .unicode ? "→" : ">"
    case .adopt: "="
    case .secondary: self == .unicode ? "·" : "."
    case .relink: self == .unicode ? "↔" : "&"
    }
  }

  package var arrow: String { self == .unicode ? " → " : " -> " }
  package var mail: String { self == .unicode ? "✉" : "@" }
  package var dot: String { self == .unicode ? " · " : " - " }
  package var bullet: String { self == .unicode ? "•" : "*" }
  package var bar: String { self == .unicode ? "┃ " : "| " }
  package var ellipsis: String { self == .unicode ? "…" : "..." }
}
