import Foundation

/// One step from a directory's value towards the portal's.
package enum Transform: Equatable, Sendable {
  /// Without the white space around it.
  case trim
  case lowercase
  case uppercase
  /// As French names are written.
  case titlecase
  /// Letters without accents; what has no ASCII form is left out.
  case ascii
  /// A phone number in its international form (ITU-T E.164), read as in a region.
  case phone(PhoneRegion)
  /// Every occurrence of a pattern replaced; `$1` is its first group.
  case replace(Pattern, with: String)
  /// A date as ISO 8601 writes it.
  case date(DateForm)
  /// The value of the first part of a DN.
  case rdn
  /// Only values that begin like this, in this case; the beginning is cut off.
  case prefix(String)

  /// What a step makes of a value.
  package enum Outcome: Equatable, Sendable {
    case value(String)
    /// The value is not meant: as if it were not there.
    case dropped
    /// The value is not understood.
    case problem(Problem.Code)
  }

  package func apply(to text: String) -> Outcome {
    switch self {
    case .trim: .value(Self.trimmed(text))
    case .lowercase: .value(Self.isASCII(text) ? Self.asciiLowercased(text) : text.lowercased())
    case .uppercase: .value(Self.isASCII(text) ? Self.asciiUppercased(text) : text.uppercased())
    case .titlecase: .value(NameCase.apply(to: text))
    case .ascii: .value(Self.isASCII(text) ? text : ASCIIFolding.apply(to: text))
    case .phone(let region): Self.outcome(region.internationalForm(of: text), or: .invalidPhone)
    case .replace(let pattern, let replacement): .value(pattern.replacing(in: text, with: replacement))
    case .date(let form): Self.outcome(form.day(text)?.text, or: .invalidDate)
    case .rdn: Self.outcome(Self.firstValue(ofDN: text), or: .invalidDN)
    case .prefix(let prefix): text.utf8.starts(with: prefix.utf8) ? .value(Self.without(prefix, text)) : .dropped
    }
  }

  /// The steps one after the other, until one drops or refuses the value.
  package static func apply(_ steps: [Transform], to text: String) -> Outcome {
    var text = text
    for step in steps {
      switch step.apply(to: text) {
      case .value(let next): text = next
      case let other: return other
      }
    }
    return .value(text)
  }

  /// The value of the first relative name, if it is text a person could have meant.
  private static func firstValue(ofDN text: String) -> String? {
    guard let value = DistinguishedName(text)?.rdnValue, !value.isEmpty,
      !value.unicodeScalars.contains(where: { ReadableText.isControl($0) || $0 == "\u{fffd}" })
    else { return nil }
    return value
  }

  private static func outcome(_ value: String?, or code: Problem.Code) -> Outcome {
    value.map(Outcome.value) ?? .problem(code)
  }

  private static func without(_ prefix: String, _ text: String) -> String {
    String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}
