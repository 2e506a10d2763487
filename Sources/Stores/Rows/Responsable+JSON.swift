import Provisioning

extension Responsable {
  /// All fields that have a value, by the names of `Field`.
  var json: String {
    var json = JSONText()
    json.object {
      for field in Field.standard {
        guard let value = self[field] else { continue }
        $0.key(field.name)
        $0.value(value)
      }
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        $0.key(Field.attribute(name).name)
        $0.value(value)
      }
    }
    return json.text
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
    var json = JSONText()
    json.object {
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        $0.key(name)
        $0.value(value)
      }
    }
    return json.text
  }

  var nameKey: String? { NameKey(lastName: lastName, firstName: firstName)?.text }
}
