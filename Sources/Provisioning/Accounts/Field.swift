import Foundation

/// One field of a responsable; ordered as people read them.
package enum Field: Hashable, Comparable, Sendable, Codable {
  case number
  case civility
  case lastName
  case firstName
  case email
  case mobile
  case attribute(String)

  /// The name mappings, reports and the store's JSON use: `lastName`, or `attributes.service`.
  package var name: String {
    switch self {
    case .number: "number"
    case .civility: "civility"
    case .lastName: "lastName"
    case .firstName: "firstName"
    case .email: "email"
    case .mobile: "mobile"
    case .attribute(let name): "attributes.\(name)"
    }
  }

  package static let standard: [Field] = [.number, .civility, .lastName, .firstName, .email, .mobile]

  package init?(name: String) {
    if let field = Self.standard.first(where: { $0.name == name }) {
      self = field
    } else if name.hasPrefix("attributes."), name.count > 11 {
      self = .attribute(String(name.dropFirst(11)))
    } else {
      return nil
    }
  }
}
