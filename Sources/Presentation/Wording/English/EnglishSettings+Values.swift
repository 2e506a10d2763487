import Provisioning

extension English {
  /// What a key wants for a value, after “must be”.
  package func say(_ expected: SettingsError.Expectation) -> String {
    switch expected {
    case .text: "text"
    case .keys: "keys"
    case .group: "a group of keys"
    case .word: "a word"
    case .atLeastOne: "at least one value"
    case .path: "a path"
    case .trueOrFalse: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .oneOf(let words): oneOf(words)
    case .duration(let least):
      "a duration such as 10s, 5m, 24h or 7d" + (least > 0 ? ", at least \(least)s" : "")
    case .store: "sqlite:FILE, sqlite:FILE?mode=0660, or postgresql://HOST/DATABASE?sslmode=verify-full"
    case .storeMode: "sqlite:FILE?mode=0600 (its owner alone) or sqlite:FILE?mode=0660 (its group too)"
    case .portalURL: "an https:// address without ? or # (http:// on loopback only)"
    case .link: "an address with {token} in it, once, that begins with {url} or https://"
    case .timeZone: "a time zone such as Europe/Paris or Indian/Reunion"
    case .directories: "a list of directories, each beginning with -"
    case .directoryName: "letters, digits, - . and _, 64 at most"
    case .directoryURL: "ldap://HOST[:PORT], ldaps://HOST[:PORT], ldapi://SOCKET, srv:DOMAIN or ldif:FILE"
    case .distinguishedName: "a DN such as ou=responsables,dc=valmont,dc=example"
    case .principal: "a principal such as navette@VALMONT.EXAMPLE"
    case .mapping: "the name or path of a mapping"
    case .limit: "a count such as 500, a percentage such as 5%, or none"
    case .count: "a count such as 500, or none"
    case .transport: "smtp://HOST[:PORT], smtps://HOST[:PORT] or file:FOLDER"
    case .rate: "a rate such as 10/s, 100/min or 5000/h"
    case .quietHours: "two different times such as 21:00-07:00"
    case .mailbox: "an address such as ada@valmont.example or Ada <ada@valmont.example>"
    case .passwordReference: "${env:NAME} or ${credential:NAME}"
    case .attributeName: "the name of an attribute, such as mail or cn;lang-fr"
    case .attributes: "a group of attributes"
    case .filter: "a filter such as (objectClass=person)"
    case .filterSyntax(let error):
      "a filter (RFC 4515): after \(count(error.offset, "byte", "bytes")) there should be \(say(error.expected))"
    case .pattern: "a regular expression"
    case .validPattern: "a regular expression; this one cannot be read"
    case .emailAddress: "an e-mail address"
    case .template: "text with attributes in braces, as in {sn} {givenName}"
    case .choice: "only, smallest, or matching: with a regular expression"
    case .values: "a table of values"
    case .transform:
      "trim, lowercase, uppercase, titlecase, ascii, rdn, phone: REGION, replace: [REGEX, WITH], date: FORMAT or "
        + "prefix: TEXT"
    case .transformDate: "generalizedTime, filetime, days, or a pattern such as dd/MM/yyyy"
    case .replacement: "[REGEX, WITH]"
    case .dateForm: "filetime, generalizedTime, days, or date: with a pattern, as in date:dd/MM/yyyy"
    case .correlation: "a list of lists of fields"
    case .ruledField: "a field that the mapping has a rule for"
    }
  }

  private func oneOf(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private func say(_ expected: Filter.SyntaxError.Expected) -> String {
    switch expected {
    case .openParenthesis: "an opening parenthesis"
    case .closeParenthesis: "a closing parenthesis"
    case .attribute: "the name of an attribute"
    case .comparison: "=, >=, <= or ~="
    case .bitRule: "the bit rule 1.2.840.113556.1.4.803 or 1.2.840.113556.1.4.804, then :="
    case .integer: "an integer"
    case .escape: #"an escape: \28 for a parenthesis, \00 for NUL"#
    case .hexDigits: "two hexadecimal digits after the backslash"
    case .end: "nothing more"
    case .lessNesting: "fewer than 100 levels of nesting"
    }
  }
}
