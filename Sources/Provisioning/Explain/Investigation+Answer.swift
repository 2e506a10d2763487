import Foundation

extension Investigation {
  /// What a directory's entries come to, and what its next run would do with the accounts as they would be by then.
  func answer(
    _ source: Source, _ searches: [EntrySearch], _ ties: [Tie], _ accounts: any AccountReading
  ) throws(StoreError) -> DirectoryDossier {
    let entries = Self.distinct(searches.flatMap(\.entries)).map { story(of: $0, source) }
    let read = entries.filter(\.isRead)
    let met = Set(read.compactMap { $0.anchor?.key })
    let missing = ties.filter { !met.contains($0.anchor.key) }
    let foretelling = Foretelling(
      directory: source.name, mapping: source.mapping, policy: policy, now: now, store: accounts)
    let outlook =
      read.isEmpty
      ? nil : try foretelling.plan(of: read.map(\.entry), missing: Set(missing.map(\.anchor.key)))
    // An entry that was created anew protects the account it may belong to, or takes it over.
    let proposed = outlook?.open.proposals.flatMap(\.accounts) ?? []
    let spoken = Set(proposed + (outlook?.changes.compactMap { $0.account?.rawValue } ?? []))
    var absences: [DirectoryDossier.AbsentTie] = []
    for tie in missing where !spoken.contains(tie.account.rawValue) {
      let plan = try foretelling.plan(withoutEntryOf: tie.anchor.key)
      absences.append(DirectoryDossier.AbsentTie(tie: tie, outlook: plan))
    }
    return DirectoryDossier(
      name: source.name, searches: searches, entries: entries, outlook: outlook, absences: absences,
      refused: try store.refusal(of: source.name))
  }

  private func story(of entry: DirectoryEntry, _ source: Source) -> EntryStory {
    let filters = [source.filter, source.mapping.filter].compactMap(\.self)
    let until = source.mapping.map(entry, directory: source.name).activeUntil
    return EntryStory(
      entry: entry, anchor: source.mapping.anchor(of: entry), isWithinBases: source.directory.looks(at: entry.dn),
      filterCulprits: filters.flatMap { $0.culprits(on: entry) }, rules: source.mapping.story(of: entry),
      activeCulprits: source.mapping.active?.culprits(on: entry) ?? [], activeUntil: until,
      isOver: until.map { $0 <= now } ?? false)
  }

  private static func distinct(_ entries: [DirectoryEntry]) -> [DirectoryEntry] {
    var names: Set<String> = []
    return entries.filter { names.insert($0.dn).inserted }
  }
}
