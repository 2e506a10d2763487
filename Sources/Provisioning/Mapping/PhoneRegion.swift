import Foundation

/// A region whose way to write phone numbers is known.
package enum PhoneRegion: String, Equatable, Sendable, CaseIterable {
  case FR, GP, RE, MQ, GF, YT, BE, CH, LU, DE, ES, IT, GB, MC

  /// How a national number is made (ITU-T E.164): the country's code, and how long the rest may be.
  private struct Numbering {
    let code: String
    /// National numbers begin with a 0 that the international form leaves out.
    let dropsZero: Bool
    let lengths: ClosedRange<Int>
  }

  private var numbering: Numbering {
    switch self {
    case .FR: Numbering(code: "33", dropsZero: true, lengths: 9...9)
    case .GP: Numbering(code: "590", dropsZero: true, lengths: 9...9)
    case .RE, .YT: Numbering(code: "262", dropsZero: true, lengths: 9...9)
    case .MQ: Numbering(code: "596", dropsZero: true, lengths: 9...9)
    case .GF: Numbering(code: "594", dropsZero: true, lengths: 9...9)
    case .BE: Numbering(code: "32", dropsZero: true, lengths: 8...9)
    case .CH: Numbering(code: "41", dropsZero: true, lengths: 9...9)
    case .LU: Numbering(code: "352", dropsZero: false, lengths: 5...11)
    case .DE: Numbering(code: "49", dropsZero: true, lengths: 6...12)
    case .ES: Numbering(code: "34", dropsZero: false, lengths: 9...9)
    case .IT: Numbering(code: "39", dropsZero: false, lengths: 6...11)
    case .GB: Numbering(code: "44", dropsZero: true, lengths: 9...10)
    case .MC: Numbering(code: "377", dropsZero: false, lengths: 8...9)
    }
  }

  private static let byCode = Dictionary(
    allCases.map { ($0.numbering.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The beginnings of French national numbers that belong to an overseas code of its own.
  private static let overseas: [Substring: PhoneRegion] = [
    "590": .GP, "690": .GP, "691": .GP, "596": .MQ, "696": .MQ, "697": .MQ, "594": .GF, "694": .GF, "262": .RE,
    "263": .RE, "692": .RE, "693": .RE, "269": .YT, "639": .YT,
  ]

  private var isFrench: Bool {
    switch self {
    case .FR, .GP, .RE, .MQ, .GF, .YT: true
    case .BE, .CH, .LU, .DE, .ES, .IT, .GB, .MC: false
    }
  }

  /// The number as E.164 writes it; nil when the text is not a phone number.
  package func internationalForm(of text: String) -> String? {
    guard let (digits, isInternational) = Self.digits(of: text) else { return nil }
    if isInternational { return Self.international(digits) }
    // A number that lost its plus on the way, as it does in spreadsheets.
    if self == .FR, digits.hasPrefix("33"), digits.utf8.count == 11 { return Self.international(digits) }
    return national(digits)
  }

  private func national(_ digits: String) -> String? {
    var rest = Substring(digits)
    if numbering.dropsZero {
      if rest.hasPrefix("0") {
        rest = rest.dropFirst()
      } else if !isFrench || rest.utf8.count != 9 {
        return nil  // without its 0 only a French number is told from another by its length
      }
    }
    return written(rest)
  }

  private func isRightLength(_ significant: Substring) -> Bool {
    guard numbering.lengths.contains(significant.utf8.count) else { return false }
    return !(significant.hasPrefix("0") && (numbering.dropsZero || self == .ES))
  }

  private func written(_ significant: Substring) -> String? {
    guard isRightLength(significant) else { return nil }
    let region = isFrench ? Self.overseas[significant.prefix(3)] ?? .FR : self
    return "+" + region.numbering.code + significant
  }

  /// A number that begins with a country's code; those of unknown countries are taken as they are.
  private static func international(_ digits: String) -> String? {
    guard !digits.hasPrefix("0"), (8...15).contains(digits.utf8.count) else { return nil }
    for length in [3, 2] {
      guard let region = byCode[String(digits.prefix(length))] else { continue }
      let rest = digits.dropFirst(length)
      let significant = region.numbering.dropsZero && rest.hasPrefix("0") ? rest.dropFirst() : rest
      return region.isFrench && region != .FR
        ? region.isRightLength(significant) ? "+" + region.numbering.code + significant : nil
        : region.written(significant)
    }
    return "+" + digits
  }

  /// The digits alone, and whether a `+` or `00` led them; nil when anything but digits and separators is there.
  private static func digits(of text: String) -> (String, isInternational: Bool)? {
    var digits: [UInt8] = []
    var hasPlus = false
    var open: Int?  // how many digits there were at the last opening parenthesis
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.append(UInt8(truncatingIfNeeded: scalar.value))
      case "+" where digits.isEmpty && !hasPlus: hasPlus = true
      case "(": open = digits.count
      case ")":
        // The 0 that is dialled at home only: +33 (0)6.
        if let start = open, start > 0, digits[start...].elementsEqual("0".utf8), hasPlus || leadsAbroad(digits) {
          digits.removeLast()
        }
        open = nil
      case " ", ".", "-", "/", "\u{a0}", "\u{202f}", "\u{2009}", "\u{2010}", "\u{2011}": continue
      default: return nil
      }
    }
    if !hasPlus && leadsAbroad(digits) { return (String(decoding: digits.dropFirst(2), as: UTF8.self), true) }
    return digits.isEmpty ? nil : (String(decoding: digits, as: UTF8.self), hasPlus)
  }

  private static func leadsAbroad(_ digits: [UInt8]) -> Bool { digits.starts(with: "00".utf8) }
}
