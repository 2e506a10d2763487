extension Mapping {
  /// Those of some attributes without which no entry could become a responsable: the anchor's, and a required field's
  /// when none of its other attributes is left.
  package func needed(among missing: Set<String>) -> [String] {
    let missing = Set(missing.map { $0.lowercased() })
    let isMissing = { (name: String) in missing.contains(name.lowercased()) }
    let required = rules.filter { $0.rule.isRequired && $0.rule.fallback == nil }.map(\.rule.attributes)
      .filter { $0.allSatisfy(isMissing) }.flatMap(\.self)
    return AttributeSet((isMissing(anchor.attribute) ? [anchor.attribute] : []) + required).names
  }
}
