import Foundation

/// A table as spreadsheets write it (RFC 4180), separated by commas or by semicolons, in UTF-8.
package struct CSVText: Equatable, Sendable {
  /// One row; a cell in quotes may go over several lines.
  package struct Record: Equatable, Sendable {
    /// Where it begins, from 1.
    package let line: Int
    package let cells: [String]
    /// Why its cells cannot be told apart, if so; the next line is read all the same.
    var fault: ImportFault?
  }

  package let delimiter: Character
  package let records: [Record]

  package init(_ bytes: [UInt8]) throws(ImportFault) {
    let text = try Self.text(of: bytes)
    delimiter = Self.delimiter(of: text)
    var parser = CSVParser(text, delimiter: delimiter)
    records = parser.parse()
  }

  private static func text(of bytes: [UInt8]) throws(ImportFault) -> String {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { throw ImportFault(.utf16) }
    let content = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: content, as: UTF8.self) { return text }
    var line = 1
    for row in content.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if String(validating: row, as: UTF8.self) == nil { break }
      line += 1
    }
    throw ImportFault(.notUTF8, line: line)
  }

  /// What stands more often between the names of the columns.
  private static func delimiter(of text: String) -> Character {
    var isQuoted = false
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in text.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted && (scalar == "\n" || scalar == "\r") { break }
      if !isQuoted { counts[scalar, default: 0] += 1 }
    }
    return counts[";", default: 0] > counts[",", default: 0] ? ";" : ","
  }
}
