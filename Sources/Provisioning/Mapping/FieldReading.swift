import Foundation

/// One rule applied to one entry.
struct FieldReading {
  /// What came of it.
  enum Outcome: Equatable {
    case absent
    case value(FieldValue, alternatives: [String])
    case problem(Problem.Code, attribute: String, detail: String)
  }

  let rule: AttributeRule
  let isEmail: Bool
  /// The positions of the rule's attributes in the entry's set.
  let positions: [Int]

  func outcome(in entry: DirectoryEntry) -> Outcome {
    let outcome = rule.template.map { fromTemplate($0, entry) } ?? fromSources(entry)
    guard outcome == .absent, let fallback = rule.fallback else { return outcome }
    return .value(rule.every ? .list([fallback]) : .text(fallback), alternatives: [])
  }

  /// The values of the first attribute that has any.
  private func fromSources(_ entry: DirectoryEntry) -> Outcome {
    for position in positions {
      let values = entry.values(at: position).filter { !Self.isBlank($0) }
      if !values.isEmpty { return chosen(values, entry.attributes.names[position]) }
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
    guard case .value(let changed) = Transform.apply(rule.transforms, to: text) else {
      return Transform.apply(rule.transforms, to: text)
    }
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
      switch FieldReading(rule: plain, isEmail: false, positions: [position]).outcome(in: entry) {
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
