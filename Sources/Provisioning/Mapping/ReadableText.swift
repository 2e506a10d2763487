import Foundation

/// What the bytes of a value are as text.
package enum ReadableText: Equatable, Sendable {
  /// In Unicode's composed form (NFC), without white space around it.
  case text(String)
  /// Nothing, or nothing but white space: as good as no value.
  case blank
  /// Not text a person could have meant.
  case problem(Problem.Code)

  package static func read(_ bytes: ArraySlice<UInt8>) -> ReadableText {
    // Nearly every value is printable ASCII, which is UTF-8 and composed by itself.
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
      return trimmed(String(decoding: bytes, as: UTF8.self))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return .problem(.notUTF8) }
    if text.unicodeScalars.contains(where: isControl) { return .problem(.controlCharacter) }
    // No scalar below U+0300 combines with another, so such text is composed already.
    let isComposed = text.unicodeScalars.allSatisfy { $0.value < 0x300 }
    return trimmed(isComposed ? text : text.precomposedStringWithCanonicalMapping)
  }

  /// Bytes shown to a person who has to find them: at most 120 characters, none of which moves a cursor.
  package static func show(_ bytes: ArraySlice<UInt8>) -> String {
    var shown = ""
    for scalar in String(decoding: bytes.prefix(480), as: UTF8.self).unicodeScalars.prefix(120) {
      shown.unicodeScalars.append(isControl(scalar) ? "\u{fffd}" : scalar)
    }
    return shown
  }

  /// C0 and C1, line and paragraph separators, and what turns the direction of writing around.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  private static func trimmed(_ text: String) -> ReadableText {
    let trimmed = Transform.trimmed(text)
    return trimmed.isEmpty ? .blank : .text(trimmed)
  }
}
