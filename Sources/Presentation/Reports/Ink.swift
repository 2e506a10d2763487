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
    case .bold: Array("\u{1B}[1m".utf8)
    case .dim: Array("\u{1B}[2m".utf8)
    case .green: Array("\u{1B}[32m".utf8)
    case .yellow: Array("\u{1B}[33m".utf8)
    case .red: Array("\u{1B}[31m".utf8)
    case .cyan: Array("\u{1B}[36m".utf8)
    case .magenta: Array("\u{1B}[35m".utf8)
    case .boldRed: Array("\u{1B}[1;31m".utf8)
    case .boldGreen: Array("\u{1B}[1;32m".utf8)
    }
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
