import Foundation

/// Cuts a text into records and cells (RFC 4180 §2).
struct CSVParser {
  private let scalars: [Unicode.Scalar]
  private let delimiter: Unicode.Scalar
  private var index = 0
  private var line = 1

  init(_ text: String, delimiter: Character) {
    scalars = Array(text.unicodeScalars)
    self.delimiter = delimiter.unicodeScalars.first ?? ","
  }

  /// All records but those that are empty lines.
  mutating func parse() -> [CSVText.Record] {
    var records: [CSVText.Record] = []
    while index < scalars.count {
      let start = line
      do throws(ImportFault) {
        let cells = try record()
        if cells != [""] { records.append(CSVText.Record(line: start, cells: cells)) }
      } catch {
        records.append(CSVText.Record(line: start, cells: [], fault: error))
        skipLine()
      }
    }
    return records
  }

  private mutating func skipLine() {
    while let scalar = peek, scalar != "\n", scalar != "\r" { index += 1 }
    takeLineEnd()
  }

  private mutating func record() throws(ImportFault) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try peek == "\"" ? quoted() : plain())
      guard peek == delimiter else { break }
      index += 1
    }
    takeLineEnd()
    return cells
  }

  private mutating func plain() throws(ImportFault) -> String {
    var cell = String.UnicodeScalarView()
    while let scalar = peek, scalar != delimiter, scalar != "\n", scalar != "\r" {
      if scalar == "\"" { throw ImportFault(.strayQuote, line: line) }
      cell.append(scalar)
      index += 1
    }
    return String(cell)
  }

  private mutating func quoted() throws(ImportFault) -> String {
    let start = line
    var cell = String.UnicodeScalarView()
    index += 1
    while let scalar = peek {
      index += 1
      if scalar == "\n" { line += 1 }
      guard scalar == "\"" else {
        cell.append(scalar)
        continue
      }
      guard peek == "\"" else { return try closed(String(cell)) }
      cell.append("\"")
      index += 1
    }
    throw ImportFault(.unclosedQuote, line: start)
  }

  /// Behind the closing quote comes the next cell, or the end of the line.
  private func closed(_ cell: String) throws(ImportFault) -> String {
    guard let next = peek, next != delimiter, next != "\n", next != "\r" else { return cell }
    throw ImportFault(.strayQuote, line: line)
  }

  private mutating func takeLineEnd() {
    if peek == "\r" { index += 1 }
    if peek == "\n" { index += 1 }
    line += 1
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
}
