import Foundation

/// Latin letters without their accents, ligatures taken apart, French typography as a keyboard has it.
enum ASCIIFolding {
  private static let special: [Unicode.Scalar: String] = [
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "Ŋ": "NG", "ħ": "h",
    "’": "'", "‘": "'", "ʼ": "'", "“": "\"", "”": "\"", "«": "\"", "»": "\"", "–": "-", "—": "-", "‑": "-", "‐": "-",
    "…": "...", "\u{a0}": " ", "\u{202f}": " ", "\u{2009}": " ", "№": "No", "€": "EUR",
  ]

  static func apply(to text: String) -> String {
    var result = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let plain = special[scalar] {
        result += plain
      }
    }
    return result
  }
}
