import Provisioning

/// Reads the rule of one field.
struct RuleReader {
  private static let keys = [
    "from", "choose", "every", "values", "default", "template", "owner", "direction", "conflict", "transform",
  ]

  private let section: SettingsSection
  private let field: Field

  /// A rule is the name of an attribute, or a group of keys.
  static func read(_ node: SettingsNode, field: Field) -> AttributeRule? {
    guard node.isGroup else {
      return node.attributeName().map { AttributeRule(from: [$0], isRequired: field == .lastName) }
    }
    return node.section(keys).map { RuleReader(section: $0, field: field) }?.read()
  }

  private func read() -> AttributeRule? {
    let sources = section["from"]?.oneOrMore().compactMap { $0.attributeName() } ?? []
    let template = section["template"].flatMap(readTemplate)
    if section["from"] == nil, section["template"] == nil { section.fault(.missing, key: "from") }
    if section["from"] != nil, section["template"] != nil {
      section.fault(.conflict(.templateAndFrom), key: "template")
    }
    let every = section["every"]?.boolean() ?? false
    if every, Field.standard.contains(field) {
      section.fault(.conflict(.everyOfOneValue), key: "every")
    }
    if every, section["choose"] != nil {
      section.fault(.conflict(.everyAndChoose), key: "choose")
    }
    return AttributeRule(
      from: sources, template: template, choice: section["choose"].flatMap(choice) ?? .smallest, every: every,
      transforms: section["transform"]?.oneOrMore().compactMap(TransformReader.read) ?? [],
      values: section["values"].flatMap(table), fallback: section["default"].flatMap(fallback),
      owner: section["owner"]?.word(AttributeRule.Owner.self) ?? .portal,
      direction: section["direction"]?.word(AttributeRule.Direction.self) ?? .directory,
      conflict: section["conflict"]?.word(AttributeRule.Conflict.self) ?? .hold, isRequired: field == .lastName)
  }

  private func fallback(_ node: SettingsNode) -> String? {
    guard let text = node.text() else { return nil }
    return field == .email && EmailAddress(text) == nil ? node.refuse(.emailAddress) : text
  }

  private func readTemplate(_ node: SettingsNode) -> Template? {
    guard let text = node.text(.template) else { return nil }
    guard let template = Template(text), !template.attributes.isEmpty else { return node.refuse(.template) }
    return template
  }

  private func choice(_ node: SettingsNode) -> AttributeRule.Choice? {
    if node.isGroup {
      return node.section(["matching"])?.required("matching")?.pattern().map(AttributeRule.Choice.matching)
    }
    switch node.rawText(.choice) {
    case nil: return nil
    case "only": return .only
    case "smallest": return .smallest
    default: return node.refuse(.choice)
    }
  }

  private func table(_ node: SettingsNode) -> ValueTable? {
    let rows = (node.pairs(.values) ?? []).compactMap { name, value -> (String, String)? in
      guard let text = value.text() else { return nil }
      return (name.node.string ?? "", text)
    }
    guard let table = ValueTable(rows) else {
      node.fault(.conflict(.sameBarCase))
      return nil
    }
    return table
  }
}
