import Provisioning

extension Responsable {
  /// All fields that have a value, by the names of `Field`.
  var json: String {
    var members: [(name: String, value: FieldValue)] = []
    members.reserveCapacity(8)
    for field in Field.standard {
      if let value = self[field] { members.append((field.name, value)) }
    }
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      members.append((Field.attribute(name).name, value))
    }
    return JSONText.object(members)
  }

  init(json utf8: [UInt8]) {
    self.init()
    for (name, value) in JSONFields.members(of: utf8) {
      if let field = Field(name: name) { self[field] = value }
    }
  }

  /// The attributes alone, by their own names, as a portal reads them.
  var attributesJSON: String {
    guard !attributes.isEmpty else { return "{}" }
    return JSONText.object(attributes.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
  }

  var nameKey: String? { NameKey(lastName: lastName, firstName: firstName)?.text }
}
