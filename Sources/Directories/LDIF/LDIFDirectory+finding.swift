import Provisioning

extension LDIFDirectory: EntryFinder {
  package func find(_ aims: [EntryAim], attributes: AttributeSet) throws(DirectoryError) -> [EntrySearch] {
    var found = aims.map { _ in [DirectoryEntry]() }
    let names = aims.map { aim -> DistinguishedName? in
      guard case .named(let dn) = aim else { return nil }
      return DistinguishedName(dn)
    }
    var parser = try LDIFParser(path: settings.path)
    while let record = try parser.next() {
      for (index, aim) in aims.enumerated() {
        let isMeant =
          switch aim {
          case .named: record.name == names[index]
          case .matching(let filter): looks(at: record.entry.dn) && filter.matches(record.entry)
          }
        if isMeant { found[index].append(record.entry.selecting(attributes)) }
      }
    }
    return zip(aims, found).map { EntrySearch($0, entries: $1, commands: []) }
  }

  package func commands(for aim: EntryAim, attributes: AttributeSet) -> [String] { [] }

  package func looks(at dn: String) -> Bool { settings.scope.looks(at: dn, below: settings.bases) }
}
