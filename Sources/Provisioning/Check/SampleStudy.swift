import Foundation

/// What some entries of a directory say about a mapping, before any run.
package struct SampleStudy {
  private let mapping: Mapping
  private let directory: String
  private var entries = 0
  private var carriers: [Int]
  private var well = 0
  private var inactive = 0
  private var problems: [Problem.Code: Int] = [:]
  private var withoutAnchor = 0
  private var anchors: Set<Anchor> = []
  private var duplicates: Set<Anchor> = []

  package init(mapping: Mapping, directory: String) {
    self.mapping = mapping
    self.directory = directory
    carriers = mapping.attributes.names.map { _ in 0 }
  }

  /// Looks at one entry that has the mapping's attributes.
  package mutating func take(_ entry: DirectoryEntry) {
    let entry = entry.attributes == mapping.attributes ? entry : entry.selecting(mapping.attributes)
    entries += 1
    for position in carriers.indices where !entry.values(at: position).isEmpty { carriers[position] += 1 }
    let mapped = mapping.map(entry, directory: directory)
    if mapped.problems.isEmpty { well += 1 }
    for problem in mapped.problems { problems[problem.code, default: 0] += 1 }
    if !mapped.isActive { inactive += 1 }
    guard let anchor = mapped.anchor else {
      withoutAnchor += 1
      return
    }
    if !anchors.insert(anchor).inserted { duplicates.insert(anchor) }
  }

  /// Nothing is known of a directory that gave no entries.
  package var facts: [Finding.Fact] {
    guard entries > 0 else { return [] }
    let mapped = AttributeSet([mapping.anchor.attribute] + mapping.rules.flatMap(\.rule.attributes))
    let carried = zip(mapping.attributes.names, carriers).map { name, count in
      Finding.Carried(name, count, isMapped: mapped.position(of: name) != nil)
    }
    return [
      .carried(carried, of: entries),
      .mapped(entries: entries, well: well, inactive: inactive, problems: problems),
      .anchors(
        attribute: mapping.anchor.attribute, entries: entries, missing: withoutAnchor,
        duplicates: duplicates.map(\.text).sorted()),
    ]
  }
}
