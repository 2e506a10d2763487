import Foundation

/// By what a directory is asked about somebody: the identifier, the name, and the values the mapping reads.
struct EntryAims {
  private let mapping: Mapping

  init(_ mapping: Mapping) { self.mapping = mapping }

  /// Each once; what is known of the accounts finds an entry that was created anew.
  func all(for inquiry: Inquiry, ties: [Tie], _ people: [Responsable]) -> [EntryAim] {
    var aims: [EntryAim] = []
    if inquiry.dn != nil { aims.append(.named(inquiry.text)) }
    let anchors = ties.map(\.anchor) + [inquiry.anchor]
    aims += anchors.compactMap(identified)
    aims += valued(.number, [inquiry.text] + people.compactMap(\.number))
    if inquiry.email != nil { aims += valued(.email, [inquiry.text]) }
    return aims.reduce(into: []) { kept, aim in if !kept.contains(aim) { kept.append(aim) } }
  }

  private func identified(_ anchor: Anchor) -> EntryAim? {
    anchor.bytes(mapping.anchor.form).map { .matching(.equal(attribute: mapping.anchor.attribute, value: $0)) }
  }

  /// The value as it may stand in any of the rule's attributes, before the steps that can be undone.
  private func valued(_ field: Field, _ values: [String]) -> [EntryAim] {
    guard let rule = mapping[field] else { return [] }
    let prefix = rule.transforms.reduce("") { text, step in
      if case .prefix(let start) = step { text + start } else { text }
    }
    return values.map { value in
      let parts = rule.attributes.map { Filter.equal(attribute: $0, value: Array((prefix + value).utf8)) }
      return .matching(parts.count == 1 ? parts[0] : .or(parts))
    }
  }
}
