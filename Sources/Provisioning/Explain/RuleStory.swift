import Foundation

/// One line of a mapping, and what it made of one entry.
package struct RuleStory: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    /// The entry has no value for it.
    case absent
    /// `others` are acceptable as well: the one in use stays.
    case value(FieldValue, others: [String])
    case problem(Problem.Code, detail: String)
  }

  /// The field's name, or `activeUntil`.
  package let name: String
  package let attributes: [String]
  package let outcome: Outcome

  package init(name: String, attributes: [String], outcome: Outcome) {
    self.name = name
    self.attributes = attributes
    self.outcome = outcome
  }
}

extension Mapping {
  /// What each line makes of an entry that has the mapping's attributes, in the order of the fields.
  package func story(of entry: DirectoryEntry) -> [RuleStory] {
    let entry = entry.attributes == attributes ? entry : entry.selecting(attributes)
    let until = activeUntilReading.map { [($0, MappedEntry.activeUntilName)] } ?? []
    return (readings.map { ($0, $0.field?.name ?? "") } + until).map { reading, name in
      RuleStory(
        name: name, attributes: reading.rule.attributes, outcome: RuleStory.Outcome(reading.outcome(in: entry)))
    }
  }
}

extension RuleStory.Outcome {
  fileprivate init(_ outcome: FieldReading.Outcome) {
    switch outcome {
    case .absent: self = .absent
    case .value(let value, let others): self = .value(value, others: others.filter { $0 != value.text })
    case .problem(let code, _, let detail): self = .problem(code, detail: detail)
    }
  }
}
