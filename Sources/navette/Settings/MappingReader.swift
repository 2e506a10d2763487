import Provisioning

/// Reads a mapping file.
enum MappingReader {
  private static let keys = [
    "flavour", "anchor", "filter", "responsable", "active", "activeUntil", "correlate", "relink",
  ]

  static func read(_ root: SettingsNode, name: String, fingerprint: Digest128) -> Mapping? {
    guard let top = root.section(keys) else { return nil }
    let flavour = top["flavour"]?.text()
    let anchor = top.required("anchor").flatMap(readAnchor)
    let filter = top["filter"]?.filter()
    let rules = top.required("responsable").map(readRules) ?? []
    let active = top["active"]?.filter()
    let activeUntil = top["activeUntil"].flatMap(readActiveUntil)
    let fields = Set(rules.map(\.field))
    let correlate = top["correlate"].map { readCorrelate($0, fields) }
    let relink = top["relink"]?.word(Mapping.Relink.self)
    guard let anchor else { return nil }
    return Mapping(
      name: name, flavour: flavour ?? name, fingerprint: fingerprint, anchor: anchor, filter: filter, rules: rules,
      active: active, activeUntil: activeUntil, correlate: correlate ?? (fields.contains(.number) ? [[.number]] : []),
      relink: relink ?? .hold)
  }

  private static func readAnchor(_ node: SettingsNode) -> AnchorRule? {
    guard node.isGroup else { return node.attributeName().map { AnchorRule(attribute: $0) } }
    guard let section = node.section(["attribute", "form"]) else { return nil }
    let attribute = section.required("attribute")?.attributeName()
    let form = section["form"]?.word(Anchor.Form.self)
    return attribute.map { AnchorRule(attribute: $0, form: form ?? .text) }
  }

  private static func readRules(_ node: SettingsNode) -> [Mapping.Rule] {
    guard let section = node.section(Field.standard.map(\.name) + ["attributes"]) else { return [] }
    _ = section.required("lastName")
    let standard = Field.standard.compactMap { field in
      section[field.name].flatMap { RuleReader.read($0, field: field) }.map { Mapping.Rule(field, $0) }
    }
    let others = section["attributes"]?.pairs(.attributes) ?? []
    return standard
      + others.compactMap { name, value in
        guard let text = name.text() else { return nil }
        let field = Field.attribute(text)
        return RuleReader.read(value, field: field).map { Mapping.Rule(field, $0) }
      }
  }

  private static func readActiveUntil(_ node: SettingsNode) -> DateRule? {
    guard let section = node.section(["from", "form"]) else { return nil }
    let sources = section.required("from")?.oneOrMore().compactMap { $0.attributeName() } ?? []
    guard let node = section.required("form"), let text = node.text(.dateForm) else { return nil }
    let isPattern = text.hasPrefix("date:")
    let isNamed = ["filetime", "generalizedTime", "days"].contains(text)
    guard isPattern || isNamed, let form = DateForm(name: isPattern ? String(text.dropFirst(5)) : text) else {
      return node.refuse(.dateForm)
    }
    return DateRule(from: sources, form: form)
  }

  /// A rule that could find the wrong person by too little in common is refused; no rule at all finds nobody.
  private static func readCorrelate(_ node: SettingsNode, _ fields: Set<Field>) -> [[Field]] {
    if let items = node.node.sequence, items.isEmpty { return [] }
    return (node.list(.correlation) ?? []).map { item in
      let parts = item.oneOrMore()
      let rule = parts.compactMap { part -> Field? in
        guard let text = part.text(.ruledField) else { return nil }
        guard let field = Field(name: text), fields.contains(field) else { return part.refuse(.ruledField) }
        return field
      }
      let isEnough =
        rule.contains(.number) || rule.contains(.email) || Set(rule).isSuperset(of: [.lastName, .firstName])
      if !isEnough, !parts.isEmpty, rule.count == parts.count {
        item.fault(.conflict(.correlationTooWeak))
      }
      return rule
    }
  }
}
