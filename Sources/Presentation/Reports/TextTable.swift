import Foundation

/// Cells in columns, as wide as what stands in them on a terminal.
struct TextTable {
  private let rows: [[String]]

  /// - Parameter rows: the heading first; whatever stands in a cell is made safe for a terminal.
  init(_ rows: [[String]]) { self.rows = rows.map { $0.map(TerminalText.safe) } }

  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)))
      }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
  }
}
