import Foundation

/// The written name of an attribute: a name or a dotted number, then options such as `;lang-fr` (RFC 4512 §2.5).
package enum AttributeDescription {
  /// Whether the bytes are an attribute description.
  package static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard let type = parts.first, isName(type) || isNumeric(type) else { return false }
    return parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(isKeyCharacter) }
  }

  /// Whether the byte may stand in an attribute description at all.
  static func isPart(_ byte: UInt8) -> Bool {
    isKeyCharacter(byte) || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ".")
  }

  /// Whether `description` is `wanted` or a subtype of it by options: `cn;lang-fr` is a `cn`.
  static func isSubtype(_ description: String, of wanted: String) -> Bool {
    if equal(description.utf8, wanted.utf8) { return true }
    // Most names have no options, and no subtype is shorter than what it is a subtype of.
    guard description.utf8.count > wanted.utf8.count, description.utf8.contains(UInt8(ascii: ";")) else { return false }
    let parts = description.utf8.split(separator: UInt8(ascii: ";"))
    let wantedParts = wanted.utf8.split(separator: UInt8(ascii: ";"))
    guard let type = parts.first, let wantedType = wantedParts.first, equal(type, wantedType) else { return false }
    return wantedParts.dropFirst().allSatisfy { option in parts.dropFirst().contains { equal($0, option) } }
  }

  private static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { lower($0) == lower($1) }
  }

  private static func isName(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, isLetter(first) else { return false }
    return bytes.allSatisfy(isKeyCharacter)
  }

  private static func isNumeric(_ bytes: some Collection<UInt8>) -> Bool {
    let arcs = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return arcs.count >= 2 && arcs.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 48 && $0 <= 57 } }
  }

  private static func isKeyCharacter(_ byte: UInt8) -> Bool {
    isLetter(byte) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "-")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lowered = lower(byte)
    return lowered >= 97 && lowered <= 122
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
