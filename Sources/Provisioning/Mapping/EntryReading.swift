import Foundation

/// An entry while a mapping is applied to it.
struct EntryReading {
  private let mapping: Mapping
  private let directory: String
  private let entry: DirectoryEntry
  private let anchor: Anchor?
  private var responsable = Responsable()
  private var alternatives: [Field: [String]] = [:]
  private var kept: Set<Field> = []
  private var problems: [Problem] = []
  private var activeUntil: Date?

  init(mapping: Mapping, directory: String, entry: DirectoryEntry) {
    self.mapping = mapping
    self.directory = directory
    self.entry = entry
    anchor = mapping.anchor(of: entry)
    guard anchor == nil else { return }
    let values = entry.values(of: mapping.anchor.attribute)
    note(.noAnchor, mapping.anchor.attribute, nil, values.map(ReadableText.show).joined(separator: ", "))
  }

  mutating func take(_ reading: FieldReading) {
    guard let field = reading.field else { return }
    let isRequired = reading.rule.isRequired
    switch reading.outcome(in: entry) {
    case .value(let value, let others):
      responsable[field] = value
      if !others.isEmpty { alternatives[field] = others }
    case .problem(let code, let attribute, let detail):
      kept.insert(field)
      note(code, attribute, isRequired ? nil : field.name, detail)
    case .absent:
      guard isRequired || field == .number else { return }
      kept.insert(field)
      let attributes = reading.rule.attributes.joined(separator: ",")
      note(.missingRequired, attributes, isRequired ? nil : field.name, field.name)
    }
  }

  mutating func takeActiveUntil() {
    guard let rule = mapping.activeUntil, let reading = mapping.activeUntilReading else { return }
    let name = MappedEntry.activeUntilName
    switch reading.outcome(in: entry) {
    case .absent: return
    case .problem(let code, let attribute, let detail): note(code, attribute, name, detail)
    case .value(let value, _):
      switch rule.read(value.text ?? "") {
      case .never: return
      case .until(let date): activeUntil = date
      case .unreadable: note(.invalidDate, rule.sources.joined(separator: ","), name, value.text ?? "")
      }
    }
  }

  func result(digest: Digest128) -> MappedEntry {
    let problems = problems.map { $0.concerning(responsable) }
    return MappedEntry(
      anchor: anchor, dn: entry.dn, responsable: responsable, alternatives: alternatives, kept: kept,
      problems: problems, isActive: mapping.active?.matches(entry) ?? true, activeUntil: activeUntil, digest: digest)
  }

  private mutating func note(_ code: Problem.Code, _ attribute: String, _ field: String?, _ detail: String) {
    problems.append(
      Problem(
        code, directory: directory, anchor: anchor?.text, dn: entry.dn, attribute: attribute, field: field,
        detail: detail))
  }
}
