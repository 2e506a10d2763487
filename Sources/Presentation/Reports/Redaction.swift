import Foundation

/// Whether what identifies a person is shown, or hidden behind `•••`.
package enum Redaction: Equatable, Sendable {
  case off, on

  package static let mark = "•••"

  /// A name, a number, an address or any value of a person.
  package func value(_ text: String) -> String { self == .off ? text : Self.mark }

  /// Words of a server or a file in which a person's data may stand.
  package func foreign(_ text: String) -> String { self == .off || text.isEmpty ? text : Self.mark }

  /// A DN: its attribute types stay, its values go (RFC 4514 §3).
  package func dn(_ text: String) -> String {
    guard self == .on else { return text }
    var result = ""
    var isInValue = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," || character == "+" {
        result.append(character)
        isInValue = false
      } else if !isInValue && character == "=" {
        result += "=" + Self.mark
        isInValue = true
      } else if !isInValue {
        result.append(character)
      }
    }
    return Self.isSkeleton(result) ? result : Self.mark
  }

  /// What an SMTP server said: the codes stay, the text names the recipient (RFC 5321 §4.2, RFC 3463).
  package func reply(_ text: String) -> String {
    guard self == .on else { return text }
    let codes = text.prefix { $0.isNumber || $0 == "." || $0 == " " || $0 == "-" }
    return String(codes).trimmingCharacters(in: .whitespaces) + " " + Self.mark
  }

  /// Only the server of a referral: its path names an entry (RFC 4516).
  package func referral(_ url: String) -> String {
    guard self == .on, let scheme = url.range(of: "://") else { return value(url) }
    return String(url[..<scheme.upperBound] + url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" })
  }

  /// Every part of a hidden DN is a type and the mark, so no piece of a value was taken for a type.
  private static func isSkeleton(_ dn: String) -> Bool {
    dn.split(whereSeparator: { $0 == "," || $0 == "+" }).allSatisfy { part in
      let type = part.prefix { $0 != "=" }.trimmingPrefix(" ")
      return part.hasSuffix("=" + mark) && !type.isEmpty
        && type.utf8.allSatisfy { $0 == 45 || $0 == 46 || (48...57).contains($0) || (97...122).contains($0 | 32) }
    }
  }
}
