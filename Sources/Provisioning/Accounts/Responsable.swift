import Foundation

/// What is known of a responsable: the adult answerable for one or more children, for whom an account is kept.
///
/// A value; its fields stand in one object that copies share until one of them is changed, since a first run holds
/// each person's as what the entry gives, as what is agreed and as what the account becomes.
package struct Responsable: Equatable, Sendable {
  private struct Values: Equatable {
    var number: String?
    var civility: String?
    var lastName: String?
    var firstName: String?
    var email: String?
    var mobile: String?
    var attributes: [String: FieldValue] = [:]
  }

  /// Unchecked: changed only while one value alone refers to it.
  private final class Shared: @unchecked Sendable {
    var values: Values

    init(_ values: Values) { self.values = values }

    static let nothing = Shared(Values())
  }

  private var shared: Shared

  private var values: Values {
    get { shared.values }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.values) }
      yield &shared.values
    }
  }

  package init() { shared = .nothing }

  package init(
    number: String? = nil, civility: String? = nil, lastName: String? = nil, firstName: String? = nil,
    email: String? = nil, mobile: String? = nil, attributes: [String: FieldValue] = [:]
  ) {
    shared = Shared(
      Values(
        number: number, civility: civility, lastName: lastName, firstName: firstName, email: email, mobile: mobile,
        attributes: attributes))
  }

  package static func == (left: Responsable, right: Responsable) -> Bool {
    left.shared === right.shared || left.values == right.values
  }

  /// Unique within the portal.
  package var number: String? {
    get { values.number }
    set { values.number = newValue }
  }

  package var civility: String? {
    get { values.civility }
    set { values.civility = newValue }
  }

  package var lastName: String? {
    get { values.lastName }
    set { values.lastName = newValue }
  }

  package var firstName: String? {
    get { values.firstName }
    set { values.firstName = newValue }
  }

  package var email: String? {
    get { values.email }
    set { values.email = newValue }
  }

  package var mobile: String? {
    get { values.mobile }
    set { values.mobile = newValue }
  }

  /// Whatever else the portal wants.
  package var attributes: [String: FieldValue] {
    get { values.attributes }
    _modify { yield &values.attributes }
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
