import Foundation
import Provisioning

/// A form a report can take.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case text, json, jsonl, html, csv

  /// Writes a report, handing over its bytes in pieces of some tens of kilobytes.
  package func write(
    _ report: Report, style: TextStyle = TextStyle(), to sink: ([UInt8]) throws -> Void
  ) rethrows {
    switch self {
    case .text: try TextReport(report, style: style).write(to: sink)
    case .json: try JSONReport(report, style: style).write(to: sink)
    case .jsonl: try JSONReport(report, style: style, .figures).write(to: sink)
    case .html: try HTMLReport(report, style: style).write(to: sink)
    case .csv: try CSVReport(report, style: style).write(to: sink)
    }
  }

  /// When the bytes gathered so far are worth handing over.
  static let piece = 1 << 16
}
