import Foundation

/// What is known of a responsable: the adult answerable for one or more children, for whom an account is kept.
package struct Responsable: Equatable, Sendable {
  /// Unique within the portal.
  package var number: String?
  package var civility: String?
  package var lastName: String?
  package var firstName: String?
  package var email: String?
  package var mobile: String?
  /// Whatever else the portal wants.
  package var attributes: [String: FieldValue]

  package init(
    number: String? = nil, civility: String? = nil, lastName: String? = nil, firstName: String? = nil,
    email: String? = nil, mobile: String? = nil, attributes: [String: FieldValue] = [:]
  ) {
    self.number = number
    self.civility = civility
    self.lastName = lastName
    self.firstName = firstName
    self.email = email
    self.mobile = mobile
    self.attributes = attributes
  }

  package subscript(field: Field) -> FieldValue? {
    get {
      switch field {
      case .number: number.map(FieldValue.text)
      case .civility: civility.map(FieldValue.text)
      case .lastName: lastName.map(FieldValue.text)
      case .firstName: firstName.map(FieldValue.text)
      case .email: email.map(FieldValue.text)
      case .mobile: mobile.map(FieldValue.text)
      case .attribute(let name): attributes[name]
      }
    }
    set {
      switch field {
      case .number: number = newValue?.text
      case .civility: civility = newValue?.text
      case .lastName: lastName = newValue?.text
      case .firstName: firstName = newValue?.text
      case .email: email = newValue?.text
      case .mobile: mobile = newValue?.text
      case .attribute(let name): attributes[name] = newValue
      }
    }
  }

  /// The fields that have a value, in their order.
  package var fields: [Field] {
    Field.standard.filter { self[$0] != nil } + attributes.keys.sorted().map(Field.attribute)
  }

  /// The name as people read it: `DUPONT Marie`.
  package var displayName: String { [lastName, firstName].compactMap(\.self).joined(separator: " ") }
}
