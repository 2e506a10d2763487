import Foundation

/// Why an entry, or one field of it, could not become what the mapping asks.
package struct Problem: Hashable, Sendable, Codable {
  package enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    // Of the entry: nothing of it is applied, and its account is protected.
    /// The identifier attribute has no value, several, or one that cannot be read.
    case noAnchor = "no-anchor"
    /// Another entry of the same read has the same identifier.
    case duplicateAnchor = "duplicate-anchor"
    /// A required field has no value.
    case missingRequired = "missing-required"
    /// The number belongs to another account.
    case numberTaken = "number-taken"
    /// An agent or a family changed the account twice while the run was deciding.
    case changedMeanwhile = "changed-meanwhile"
    // Of a field: the field keeps its value, the others are applied.
    /// Not an e-mail address.
    case invalidEmail = "invalid-email"
    /// A mail to this address was refused for good.
    case addressBounces = "address-bounces"
    /// Another account uses the address, and the settings hold such addresses.
    case sharedEmail = "shared-email"
    /// More than one value where the mapping allows one.
    case severalValues = "several-values"
    /// The value is not UTF-8.
    case notUTF8 = "not-utf8"
    /// The value contains NUL, CR, LF or another control character.
    case controlCharacter = "control-character"
    /// Directory and portal both changed the field, and the mapping holds such conflicts.
    case conflict
    /// The value is not in the mapping's table.
    case unknownValue = "unknown-value"
    /// A transform could not understand the value.
    case invalidPhone = "invalid-phone"
    case invalidDate = "invalid-date"
    case invalidDN = "invalid-dn"
    /// The server sent only a range of the values.
    case truncatedValues = "truncated-values"
  }

  package let code: Code
  package let directory: String
  /// Absent when the entry has no readable anchor.
  package let anchor: String?
  package let dn: String
  /// The attribute, or attributes joined by a comma, the value came from.
  package let attribute: String?
  /// The name of the field; nil for a problem of the entry.
  package let field: String?
  /// The value that was not understood, or the other holder's number; for people to read.
  package let detail: String
  /// Whom it concerns, as far as that is known.
  package var person: Person?
  /// When it was first seen; nil until the store has kept it.
  package var since: Date?

  package init(
    _ code: Code, directory: String, anchor: String?, dn: String, attribute: String? = nil, field: String? = nil,
    detail: String = "", person: Person? = nil, since: Date? = nil
  ) {
    self.code = code
    self.directory = directory
    self.anchor = anchor
    self.dn = dn
    self.attribute = attribute
    self.field = field
    self.detail = detail
    self.person = person
    self.since = since
  }

  /// Nothing of the entry can be applied.
  package var isOfEntry: Bool { field == nil }
}
