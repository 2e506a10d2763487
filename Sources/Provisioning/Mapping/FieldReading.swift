import Foundation

/// One rule, made ready to be applied to entry after entry.
///
/// It is shared, not copied: copying a rule costs more than applying it to most values.
final class FieldReading: Equatable, Sendable {
  /// What came of it.
  enum Outcome: Equatable {
    case absent
    case value(FieldValue, alternatives: [String])
    case problem(Problem.Code, attribute: String, detail: String)
  }

  let field: Field?
  let rule: AttributeRule
  /// The positions of the rule's attributes in the entry's set.
  private let positions: [Int]
  private let isEmail: Bool

  init(_ field: Field?, _ rule: AttributeRule, in attributes: AttributeSet) {
    self.field = field
    self.rule = rule
    positions = rule.attributes.compactMap(attributes.position(of:))
    isEmail = field == .email
  }

  static func == (left: FieldReading, right: FieldReading) -> Bool {
    left.field == right.field && left.rule == right.rule && left.positions == right.positions
  }

  func outcome(in entry: DirectoryEntry) -> Outcome {
    if let cut = positions.first(where: entry.truncated.contains) {
      return .problem(.truncatedValues, attribute: entry.attributes.names[cut], detail: "")
    }
    let outcome = rule.template.map { fromTemplate($0, entry) } ?? fromSources(entry)
    guard case .absent = outcome, let fallback = rule.fallback else { return outcome }
    return .value(rule.every ? .list([fallback]) : .text(fallback), alternatives: [])
  }

  /// What the first attribute gives of which anything is left: one that has only values the rule passes over
  /// (`proxyAddresses` without a primary address) gives way to the next. A value with a problem does not.
  private func fromSources(_ entry: DirectoryEntry) -> Outcome {
    for position in positions {
      let values = entry.values(at: position)
      guard values.contains(where: { !Self.isBlank($0) }) else { continue }
      let outcome = chosen(values, entry.attributes.names[position])
      if outcome != .absent { return outcome }
    }
    return .absent
  }

  private func chosen(_ values: [ArraySlice<UInt8>], _ attribute: String) -> Outcome {
    var candidates: [String] = []
    var refusal: Outcome?
    for value in values {
      switch ReadableText.read(value) {
      case .blank: continue
      case .problem(let code):
        refusal = refusal ?? .problem(code, attribute: attribute, detail: ReadableText.show(value))
      case .text(let text):
        if case .matching(let pattern) = rule.choice, !pattern.isFound(in: text) { continue }
        switch finished(text) {
        case .value(let text): candidates.append(text)
        case .dropped: continue
        case .problem(let code):
          refusal = refusal ?? .problem(code, attribute: attribute, detail: ReadableText.show(value))
        }
      }
    }
    return settle(distinct(candidates), refusal, attribute)
  }

  /// A value that is refused matters only when no other is left, or when all of them are wanted.
  private func settle(_ candidates: [String], _ refusal: Outcome?, _ attribute: String) -> Outcome {
    guard let smallest = candidates.first else { return refusal ?? .absent }
    if rule.every { return refusal ?? .value(.list(candidates), alternatives: []) }
    if rule.choice == .only, candidates.count > 1 || refusal != nil {
      return .problem(.severalValues, attribute: attribute, detail: candidates.joined(separator: ", "))
    }
    return .value(.text(smallest), alternatives: candidates.count > 1 ? candidates : [])
  }

  /// The steps, the table, and what the field itself asks of a value.
  private func finished(_ text: String) -> Transform.Outcome {
    let outcome = Transform.apply(rule.transforms, to: text)
    guard case .value(let changed) = outcome else { return outcome }
    var value = Transform.trimmed(changed)
    if value.isEmpty { return .dropped }
    if let values = rule.values {
      guard let meant = values[value] else { return .problem(.unknownValue) }
      value = meant
    }
    guard isEmail else { return .value(value) }
    return EmailAddress(value).map { .value($0.spelling) } ?? .problem(.invalidEmail)
  }

  /// Sorted by bytes, each once; two spellings of one address are one.
  private func distinct(_ candidates: [String]) -> [String] {
    guard candidates.count > 1 else { return candidates }
    var keys: Set<String> = []
    let sorted = candidates.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.filter { keys.insert(isEmail ? EmailAddress.key($0) : $0).inserted }
  }

  private func fromTemplate(_ template: Template, _ entry: DirectoryEntry) -> Outcome {
    var parts: [String: String] = [:]
    for position in positions {
      let name = entry.attributes.names[position]
      let plain = AttributeRule(from: [name], choice: rule.choice)
      switch FieldReading(nil, plain, in: entry.attributes).outcome(in: entry) {
      case .absent: continue
      case .value(let value, _): parts[name.lowercased()] = value.text
      case .problem(let code, let attribute, let detail):
        return .problem(code, attribute: attribute, detail: detail)
      }
    }
    guard let text = template.text({ parts[$0.lowercased()] }) else { return .absent }
    let names = template.attributes.joined(separator: ",")
    switch finished(text) {
    case .value(let value): return .value(rule.every ? .list([value]) : .text(value), alternatives: [])
    case .dropped: return .absent
    case .problem(let code): return .problem(code, attribute: names, detail: text)
    }
  }

  private static func isBlank(_ value: ArraySlice<UInt8>) -> Bool { value.allSatisfy { $0 == 0x20 } }
}
