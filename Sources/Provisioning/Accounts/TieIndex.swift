import Foundation

/// All ties of one directory, small enough that a million fit: 56 bytes each, sorted by key.
package struct TieIndex: Sendable {
  package struct Record: Equatable, Sendable {
    package let key: Digest128
    /// Zero when no digest is recorded.
    package let digest: Digest128
    package let dnHash: UInt64
    /// Seconds since 1970; `Int64.max` when there is none.
    package let activeUntil: Int64
    package let flags: Flags

    var hasDigest: Bool { digest != Digest128(high: 0, low: 0) }

    package init(key: Digest128, digest: Digest128?, dnHash: UInt64, activeUntil: Date?, flags: Flags) {
      self.key = key
      self.digest = digest ?? Digest128(high: 0, low: 0)
      self.dnHash = dnHash
      self.activeUntil = activeUntil.map { Int64($0.timeIntervalSince1970) } ?? Int64.max
      self.flags = flags
    }

    private init(_ other: Record, _ flags: Flags) {
      key = other.key
      digest = other.digest
      dnHash = other.dnHash
      activeUntil = other.activeUntil
      self.flags = flags
    }

    /// The same tie with other flags.
    func flagged(_ flags: Flags) -> Record { Record(self, flags) }
  }

  package struct Flags: OptionSet, Equatable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The account is active.
    package static let active = Flags(rawValue: 1)
    /// The entry was missing when last looked for.
    package static let missing = Flags(rawValue: 2)
    /// Somebody edited the account since the tie was written.
    package static let edited = Flags(rawValue: 4)
    /// The tie is secondary.
    package static let secondary = Flags(rawValue: 8)
  }

  package let records: ContiguousArray<Record>

  /// Sorts the records unless they come sorted, as a store that keeps them by key sends them.
  package init(_ records: ContiguousArray<Record>) {
    let isSorted = zip(records, records.dropFirst()).allSatisfy { $0.key < $1.key }
    self.records = isSorted ? records : ContiguousArray(records.sorted { $0.key < $1.key })
  }

  package var count: Int { records.count }

  /// The position of a key: keys are hashes, so what a record's key lacks to the wanted one tells how far away that is.
  package func position(of key: Digest128) -> Int? {
    guard !records.isEmpty else { return nil }
    var guess = distance(key.high)
    // Two leaps land within a few records of it, whatever the number of records.
    for _ in 0..<2 {
      let found = records[guess].key
      guess += found < key ? distance(key.high - found.high) : -distance(found.high - key.high)
      guess = max(0, min(guess, records.count - 1))
    }
    let place = bisect(bracket(key, from: guess), key)
    return place < records.count && records[place].key == key ? place : nil
  }

  /// How many records lie, on average, on such a part of all keys.
  private func distance(_ part: UInt64) -> Int { Int(part.multipliedFullWidth(by: UInt64(records.count)).high) }

  /// Where the first record with this key or a larger one is, found in growing steps.
  private func bracket(_ key: Digest128, from guess: Int) -> ClosedRange<Int> {
    var (low, high, step) = (0, records.count, 1)
    var probe = guess
    if records[guess].key < key {
      while probe < high, records[probe].key < key {
        low = probe + 1
        probe += step
        step *= 2
      }
      return low...min(probe, high)
    }
    while probe >= low, records[probe].key >= key {
      high = probe
      probe -= step
      step *= 2
    }
    return max(probe + 1, low)...high
  }

  private func bisect(_ range: ClosedRange<Int>, _ key: Digest128) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
