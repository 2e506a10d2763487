import Foundation

/// The attributes one mapping asks a directory for, each at a fixed position.
///
/// Entries name their values by position, so that an attribute name is compared once per value on the wire
/// and never again. Names are compared without case and with their options (RFC 4512 §2.5).
package struct AttributeSet: Equatable, Sendable {
  /// The names as they are asked for, in order of position.
  package let names: [String]
  private let folded: [[UInt8]]

  /// Keeps the first spelling of each name and drops repetitions.
  package init(_ names: [String]) {
    var kept: [String] = []
    var folded: [[UInt8]] = []
    for name in names {
      let key = Self.fold(name.utf8)
      if !folded.contains(key) {
        kept.append(name)
        folded.append(key)
      }
    }
    self.names = kept
    self.folded = folded
  }

  package var count: Int { names.count }

  /// The position of an attribute description, or nil when it was not asked for.
  ///
  /// `hint` is tried first: servers send attributes in the same order entry after entry.
  package func position(of description: some Collection<UInt8>, hint: Int = 0) -> Int? {
    find(description, hint: hint)
  }

  /// The same for bytes in a C library's buffer: a generic call from another module is paid for byte by byte.
  package func position(of description: UnsafeRawBufferPointer, hint: Int) -> Int? { find(description, hint: hint) }

  private func find(_ description: some Collection<UInt8>, hint: Int) -> Int? {
    var index = hint < folded.count ? hint : 0
    for _ in folded.indices {
      if Self.matches(description, folded[index]) { return index }
      index = index + 1 == folded.count ? 0 : index + 1
    }
    return nil
  }

  package func position(of name: String) -> Int? { position(of: Array(name.utf8)) }

  /// Whether the attribute at a position is `description` or a subtype of it by options: `cn;lang-fr` is a `cn`.
  package func isSubtype(at position: Int, of description: String) -> Bool {
    let name = folded[position]
    let wanted = description.utf8
    if name.count < wanted.count { return false }
    if name.count == wanted.count { return Self.matches(wanted, name) }
    return name.contains(UInt8(ascii: ";")) && AttributeDescription.isSubtype(names[position], of: description)
  }

  private static func matches(_ description: some Collection<UInt8>, _ folded: [UInt8]) -> Bool {
    guard description.count == folded.count else { return false }
    var index = 0
    for byte in description {
      if lower(byte) != folded[index] { return false }
      index += 1
    }
    return true
  }

  private static func fold(_ bytes: some Collection<UInt8>) -> [UInt8] { bytes.map(lower) }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
