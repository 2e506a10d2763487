import Foundation
import Provisioning

/// Reads the records of an LDIF file one after the other (RFC 2849); records of changes are refused.
package struct LDIFParser {
  private let path: String
  private var lines: LDIFLines
  /// Every attribute met so far: entries share one set, which grows at the few that bring a new name.
  private var attributes = AttributeSet([])
  private var isAtStart = true

  package init(path: String) throws(DirectoryError) {
    self.path = path
    lines = try LDIFLines(path: path)
  }

  /// The next entry with all its attributes, or nil after the last.
  package mutating func next() throws(DirectoryError) -> LDIFRecord? {
    guard let first = try firstLine() else { return nil }
    let (dn, name) = try distinguishedName(first)
    var values: [(position: Int, bytes: [UInt8])] = []
    while let line = try lines.next(), !line.bytes.isEmpty {
      let attribute = try LDIFAttribute(line, in: path)
      if attribute.isNamed("changetype") || attribute.isNamed("control") { throw failure(line, .changeRecord) }
      if attribute.isNamed("dn") { throw failure(line, .syntax(.dn)) }
      let hint = values.last.map { $0.position + 1 } ?? 0
      values.append((position(of: attribute.name, hint: hint), attribute.value))
    }
    return LDIFRecord(name: name, entry: entry(dn, values))
  }

  /// The first line of a record; `version:` may come before the first one.
  private mutating func firstLine() throws(DirectoryError) -> LDIFLines.Line? {
    while let line = try lines.next() {
      if line.bytes.isEmpty { continue }
      guard isAtStart else { return line }
      isAtStart = false
      let attribute = try LDIFAttribute(line, in: path)
      guard attribute.isNamed("version") else { return line }
      guard attribute.value == [UInt8(ascii: "1")] else {
        throw failure(line, .unsupportedVersion(String(decoding: attribute.value, as: UTF8.self)))
      }
    }
    return nil
  }

  private func distinguishedName(_ line: LDIFLines.Line) throws(DirectoryError) -> (String, DistinguishedName) {
    let attribute = try LDIFAttribute(line, in: path)
    guard attribute.isNamed("dn") else { throw failure(line, .syntax(.dn)) }
    let dn = String(decoding: attribute.value, as: UTF8.self)
    guard let name = DistinguishedName(dn) else { throw failure(line, .syntax(.dn)) }
    return (dn, name)
  }

  private mutating func position(of name: [UInt8], hint: Int) -> Int {
    if let known = name.withUnsafeBytes({ attributes.position(of: $0, hint: hint) }) { return known }
    attributes = AttributeSet(attributes.names + [String(decoding: name, as: UTF8.self)])
    return attributes.count - 1
  }

  private func entry(_ dn: String, _ values: [(position: Int, bytes: [UInt8])]) -> DirectoryEntry {
    var entry = DirectoryEntry(dn: dn, attributes: attributes)
    entry.reserve(bytes: values.reduce(0) { $0 + $1.bytes.count }, values: values.count)
    for value in values { value.bytes.withUnsafeBytes { entry.append($0, at: value.position) } }
    return entry
  }

  private func failure(_ line: LDIFLines.Line, _ reason: DirectoryError.FileFailure) -> DirectoryError {
    .file(path: path, line: line.number, reason)
  }
}
