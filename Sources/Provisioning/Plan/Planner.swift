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
  private(set) var attributeCounts: [Int]
  /// The entry in which each attribute was counted last.
  private var lastCounted: [Int]
  private(set) var seen: [Bool]
  private(set) var duplicates: [Digest128: [String]] = [:]
  private var newKeys: Set<Digest128> = []
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
    nowSeconds = Int64(now.timeIntervalSince1970)
  }

  /// Looks at one entry, and keeps it only if something about it may have to be done.
  package mutating func take(_ entry: DirectoryEntry) {
    entries += 1
    countAttributes(of: entry)
    guard let key = mapping.anchorKey(of: entry) else {
      unreadable.append(contentsOf: mapping.map(entry, directory: directory).problems.filter { $0.code == .noAnchor })
      return
    }
    if let position = index.position(of: key) {
      takeTied(entry, key, position)
    } else if newKeys.insert(key).inserted {
      touch(entry, key, digester.digest(entry), isTied: false)
    } else {
      duplicates[key, default: []].append(entry.dn)
    }
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
    guard !seen[position] else {
      duplicates[key, default: []].append(entry.dn)
      return
    }
    seen[position] = true
    let digest = digester.digest(entry)
    if isUnchanged(entry, digest, index.records[position]) {
      unchanged += 1
    } else {
      touch(entry, key, digest, isTied: true)
    }
  }

  private func isUnchanged(_ entry: DirectoryEntry, _ digest: Digest128, _ record: TieIndex.Record) -> Bool {
    record.flags.isDisjoint(with: [.missing, .edited, .secondary])
      && !(record.activeUntil <= nowSeconds && record.flags.contains(.active))
      && record.dnHash == Tie.hash(dn: entry.dn)
      && record.digest == digest
  }

  private mutating func touch(_ entry: DirectoryEntry, _ key: Digest128, _ digest: Digest128, isTied: Bool) {
    let mapped = mapping.map(entry, directory: directory, digest: digest)
    touched.append(Touched(key: key, isTied: isTied, entry: mapped))
  }

  /// The directory has entries, there are ties, and not one of them was met: it was rebuilt.
  func hasOnlyNewAnchors(_ coverage: ReadOutcome.Coverage) -> Bool {
    coverage == .everything && !newKeys.isEmpty && !seen.contains(true)
      && index.records.contains { $0.flags.contains(.active) && !$0.flags.contains(.secondary) }
  }

  /// What was not seen is absent: only after a whole read in which every entry said who it is.
  func countsAbsences(_ coverage: ReadOutcome.Coverage) -> Bool { coverage == .everything && unreadable.isEmpty }

  /// Positions in the index of the ties that this read did not meet.
  var unseen: some Sequence<Int> { seen.indices.lazy.filter { !seen[$0] } }
}
