import Foundation
import Provisioning

/// A colour or weight of text on a terminal (ECMA-48 §8.3.117, select graphic rendition).
enum Ink: Equatable, Sendable {
  case plain, bold, dim, green, yellow, red, cyan, magenta, boldRed, boldGreen

  /// Ends whatever ink is in use.
  static let end = Array("\u{1B}[0m".utf8)

  var start: [UInt8] {
    switch self {
    case .plain: []
    case .bold: Self.starts[0]
    case .dim: Self.starts[1]
    case .green: Self.starts[2]
    case .yellow: Self.starts[3]
    case .red: Self.starts[4]
    case .cyan: Self.starts[5]
    case .magenta: Self.starts[6]
    case .boldRed: Self.starts[7]
    case .boldGreen: Self.starts[8]
    }
  }

  /// Made once: a report of a hundred thousand people changes ink a million times.
  private static let starts = ["1", "2", "32", "33", "31", "36", "35", "1;31", "1;32"].map {
    Array("\u{1B}[\($0)m".utf8)
  }

  static func of(_ kind: Change.Kind) -> Ink {
    switch kind {
    case .create: .green
    case .update: .yellow
    case .deactivate: .red
    case .reactivate: .green
    case .move: .cyan
    case .adopt: .magenta
    case .secondary: .dim
    case .relink: .cyan
    }
  }
}

extension Ink {
  static func of(_ outcome: RunRecord.Outcome) -> Ink {
    switch outcome {
    case .settled, .applied: .green
    case .changes: .yellow
    case .refused, .failed: .red
    }
  }

  static func ofSummary(_ outcome: RunRecord.Outcome) -> Ink {
    switch outcome {
    case .settled, .applied: .boldGreen
    case .changes: .bold
    case .refused, .failed: .boldRed
    }
  }
}
