import Foundation

/// Compares what a directory gives with what the store holds, entry by entry, and keeps only what differs.
///
/// The order is: `take` every entry, ask the store about `keys`, then `finish`. An unchanged entry is let go
/// as it arrives, so memory grows with accounts and changes, never with entries.
package struct Planner {
  let directory: String
  let mapping: Mapping
  let policy: Policy
  let now: Date
  let index: TieIndex

  /// What was taken from the stream so far.
  private(set) var touched: [Touched] = []
  private(set) var unchanged = 0
  private(set) var entries = 0
  /// Problems of entries without a readable anchor.
  private(set) var unreadable: [Problem] = []
  private var unreadableNames: Set<UInt64> = []
  private(set) var attributeCounts: [Int]
  /// The entry in which each attribute was counted last.
  private var lastCounted: [Int]
  /// Which ties' entries are there, by their values or by their presence alone.
  private(set) var seen: [Bool]
  /// Which ties' entries came with their values.
  private var met: [Bool]
  private(set) var duplicates: [Digest128: [String]] = [:]
  /// The later ones of several entries that have one anchor which no tie has.
  private(set) var repeated: [Touched] = []
  private var newKeys: Set<Digest128> = []
  /// The anchors, or DNs, that were looked for by themselves: of them, too, it is known now what is open.
  var lookedFor: Set<String> = []
  private var digester: EntryDigester
  private let nowSeconds: Int64

  package init(directory: String, ties: TieIndex, mapping: Mapping, policy: Policy, at now: Date) {
    self.directory = directory
    self.mapping = mapping
    self.policy = policy
    self.now = now
    index = ties
    digester = EntryDigester(mapping)
    attributeCounts = Array(repeating: 0, count: mapping.attributes.count)
    lastCounted = attributeCounts
    seen = Array(repeating: false, count: ties.count)
    met = seen
    nowSeconds = Int64(now.timeIntervalSince1970)
  }

  /// Looks at one entry, and keeps it only if something about it may have to be done.
  package mutating func take(_ entry: DirectoryEntry) {
    entries += 1
    countAttributes(of: entry)
    guard let key = mapping.anchorKey(of: entry) else {
      noteUnreadable(entry)
      return
    }
    if let position = index.position(of: key) {
      takeTied(entry, key, position)
    } else if newKeys.insert(key).inserted {
      touch(entry, key, digester.digest(entry), isTied: false, differs: true)
    } else {
      duplicates[key, default: []].append(entry.dn)
      repeated.append(touched(entry, key, digester.digest(entry), isTied: false, differs: true))
    }
  }

  /// Once an entry, though it was told of as changed and seen as well.
  private mutating func noteUnreadable(_ entry: DirectoryEntry) {
    guard unreadableNames.insert(Tie.hash(dn: entry.dn)).inserted else { return }
    unreadable.append(contentsOf: mapping.map(entry, directory: directory).problems.filter { $0.code == .noAnchor })
  }

  /// Counts each attribute once an entry, however many values it has there.
  private mutating func countAttributes(of entry: DirectoryEntry) {
    entry.forEachValue { position, _ in
      if lastCounted[position] != entries {
        lastCounted[position] = entries
        attributeCounts[position] += 1
      }
    }
  }

  private mutating func takeTied(_ entry: DirectoryEntry, _ key: Digest128, _ position: Int) {
    guard !met[position] else {
      duplicates[key, default: []].append(entry.dn)
      return
    }
    met[position] = true
    seen[position] = true
    let digest = digester.digest(entry)
    let record = index.records[position]
    let isSame = record.dnHash == Tie.hash(dn: entry.dn, syncID: syncIDToKeep(entry)) && record.digest == digest
    if isSame && !isToBeLookedAt(record) {
      unchanged += 1
    } else {
      touch(entry, key, digest, isTied: true, differs: !isSame && record.hasDigest)
    }
  }

  /// Something may have to be done about the account although the entry is as it was.
  private func isToBeLookedAt(_ record: TieIndex.Record) -> Bool {
    !record.flags.isDisjoint(with: [.missing, .edited, .secondary])
      || (record.activeUntil <= nowSeconds && record.flags.contains(.active))
  }

  private mutating func touch(
    _ entry: DirectoryEntry, _ key: Digest128, _ digest: Digest128, isTied: Bool, differs: Bool
  ) {
    touched.append(touched(entry, key, digest, isTied: isTied, differs: differs))
  }

  private func touched(
    _ entry: DirectoryEntry, _ key: Digest128, _ digest: Digest128, isTied: Bool, differs: Bool
  ) -> Touched {
    let mapped = mapping.map(entry, directory: directory, digest: digest)
    return Touched(key: key, isTied: isTied, entry: mapped, syncID: syncIDToKeep(entry), differs: differs)
  }

  /// The sync id of an entry, unless its anchor says as much.
  private func syncIDToKeep(_ entry: DirectoryEntry) -> SyncID? {
    guard let id = entry.syncID else { return nil }
    guard let spelling = mapping.anchor.spelling else { return id }
    return entry.onlyValue(at: 0) { id.isSpelled(spelling, in: $0) } == true ? nil : id
  }

  // MARK: Presence

  /// Notes that an entry is there of which only the anchor was asked for.
  ///
  /// - Returns: the anchor, when nobody is tied to it, when the entry stands elsewhere than its tie says, or when it was
  ///   missing: then its values are needed as well.
  mutating func see(_ entry: DirectoryEntry) -> Anchor? {
    guard let anchor = mapping.anchor(of: entry) else {
      noteUnreadable(entry)
      return nil
    }
    guard let position = index.position(of: anchor.key) else { return anchor }
    seen[position] = true
    let record = index.records[position]
    let isAsBefore = record.dnHash == Tie.hash(dn: entry.dn, syncID: syncIDToKeep(entry))
    return isAsBefore && !record.flags.contains(.missing) ? nil : anchor
  }

  /// Notes that the entry of a tie is there.
  ///
  /// - Returns: what was known of the tie before; nil when there is no such tie.
  mutating func see(_ key: Digest128) -> TieIndex.Flags? {
    guard let position = index.position(of: key) else { return nil }
    seen[position] = true
    return index.records[position].flags
  }

  /// The directory has entries, there are ties, and not one of them was met: it was rebuilt.
  func hasOnlyNewAnchors(_ coverage: ReadOutcome.Coverage) -> Bool {
    coverage.isWhole && !newKeys.isEmpty && !seen.contains(true)
      && index.records.contains { $0.flags.contains(.active) && !$0.flags.contains(.secondary) }
  }

  /// What was not seen is absent, when every entry said who it is: after a whole read all ties are in the index, after
  /// one of changes only those that were named or looked for.
  func countsAbsences(_ coverage: ReadOutcome.Coverage) -> Bool { coverage != .selection && unreadable.isEmpty }

  /// How many entries were found changed that the server had not told of.
  func missed(_ announced: ReadOutcome.Announced, open: OpenMatters) -> Int {
    let known = Set(open.problems.compactMap(\.anchor) + open.proposals.map(\.anchor))
    let changed = touched.count { touched in
      touched.differs && !announced.entries.contains(Tie.hash(dn: touched.entry.dn))
        && !known.contains(touched.entry.anchor?.text ?? "")
    }
    guard let removed = announced.removed else { return changed }
    let named = Set(removed.compactMap { mapping.anchor.anchor(of: $0)?.key })
    let gone = unseen.count {
      !index.records[$0].flags.contains(.missing) && !named.contains(index.records[$0].key)
    }
    return changed + gone
  }

  /// Positions in the index of the ties that this read did not meet.
  var unseen: some Sequence<Int> { seen.indices.lazy.filter { !seen[$0] } }
}
