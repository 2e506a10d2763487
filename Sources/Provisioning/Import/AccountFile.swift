import Foundation

/// The accounts a portal has already, as its own software exports them: a table with the names of its columns on top.
package struct AccountFile: Equatable, Sendable {
  /// A line, with what could be read of it.
  package struct Line: Equatable, Sendable {
    package let number: Int
    package let account: NewAccount
    /// The names of the columns that have a fault: of these, `account` says nothing.
    var faulty: Set<String> = []

    /// Nothing of it is wrong by itself.
    package var isSound: Bool { faulty.isEmpty }
  }

  /// Every line whose cells are those of the columns.
  private(set) var all: [Line] = []
  /// Those without a fault of their own.
  package var lines: [Line] { all.filter(\.isSound) }
  /// Everything that is wrong, in the order of the lines.
  package private(set) var faults: [ImportFault] = []
  package private(set) var delimiter: Character = ","

  /// The columns there may be, beside `attributes.NAME`.
  package static let columns = Field.standard.map(\.name) + ["hasPassword"]

  private enum Column: Equatable {
    case field(Field)
    case hasPassword

    var name: String {
      switch self {
      case .field(let field): field.name
      case .hasPassword: "hasPassword"
      }
    }
  }

  package init(_ bytes: [UInt8]) {
    do throws(ImportFault) {
      let table = try CSVText(bytes)
      delimiter = table.delimiter
      guard let heading = table.records.first else { throw ImportFault(.empty) }
      if let fault = heading.fault { throw fault }
      let columns = readHeading(heading)
      guard faults.isEmpty else { return }
      guard table.records.count > 1 else { throw ImportFault(.noLines) }
      for record in table.records.dropFirst() { read(record, columns) }
    } catch {
      faults.append(error)
    }
  }

  // MARK: The heading

  private mutating func readHeading(_ heading: CSVText.Record) -> [Column] {
    var columns: [Column] = []
    for cell in heading.cells {
      let name = Transform.trimmed(cell)
      guard let column = Self.column(name) else {
        let nearest = EditDistance.nearest(to: name, among: Self.columns)
        faults.append(ImportFault(.unknownColumn(name, nearest: nearest), line: heading.line, column: name))
        continue
      }
      if columns.contains(column) {
        faults.append(ImportFault(.columnTwice(column.name), line: heading.line, column: column.name))
      }
      columns.append(column)
    }
    if !columns.contains(.field(.lastName)) {
      faults.append(ImportFault(.columnMissing(Field.lastName.name), line: heading.line))
    }
    return columns
  }

  private static func column(_ name: String) -> Column? {
    if name.lowercased() == "haspassword" { return .hasPassword }
    let standard = Field.standard.first { $0.name.lowercased() == name.lowercased() }
    return (standard ?? Field(name: name)).map(Column.field)
  }

  // MARK: The lines

  private mutating func read(_ record: CSVText.Record, _ columns: [Column]) {
    if let fault = record.fault {
      faults.append(fault)
      return
    }
    guard record.cells.count == columns.count else {
      faults.append(ImportFault(.cells(found: record.cells.count, expected: columns.count), line: record.line))
      return
    }
    let before = faults.count
    var responsable = Responsable()
    var hasPassword = false
    for (column, cell) in zip(columns, record.cells) {
      guard let text = readable(cell, at: record.line, column.name) else { continue }
      switch column {
      case .hasPassword: hasPassword = readYesOrNo(text, at: record.line)
      case .field(let field): responsable[field] = read(text, as: field, at: record.line)
      }
    }
    let name = Field.lastName.name
    if responsable.lastName == nil, !faults[before...].contains(where: { $0.column == name }) {
      faults.append(ImportFault(.missingValue, line: record.line, column: name))
    }
    all.append(
      Line(
        number: record.line, account: NewAccount(responsable, hasPassword: hasPassword),
        faulty: Set(faults[before...].compactMap(\.column))))
  }

  /// Nil for a cell that is empty, or that holds what no person meant.
  private mutating func readable(_ cell: String, at line: Int, _ column: String) -> String? {
    switch ReadableText.read(Array(cell.utf8)[...]) {
    case .text(let text): return text
    case .blank: return nil
    case .problem:
      faults.append(ImportFault(.controlCharacter, line: line, column: column))
      return nil
    }
  }

  private mutating func read(_ text: String, as field: Field, at line: Int) -> FieldValue? {
    guard field == .email else { return .text(text) }
    if let address = EmailAddress(text) { return .text(address.spelling) }
    faults.append(ImportFault(.invalidEmail(text), line: line, column: field.name))
    return nil
  }

  private mutating func readYesOrNo(_ text: String, at line: Int) -> Bool {
    switch text.lowercased() {
    case "true", "1", "yes", "oui", "vrai": return true
    case "false", "0", "no", "non", "faux": return false
    default:
      faults.append(ImportFault(.notYesOrNo(text), line: line, column: Column.hasPassword.name))
      return false
    }
  }
}
