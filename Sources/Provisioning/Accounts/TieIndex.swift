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

    package init(key: Digest128, digest: Digest128?, dnHash: UInt64, activeUntil: Date?, flags: Flags) {
      self.key = key
      self.digest = digest ?? Digest128(high: 0, low: 0)
      self.dnHash = dnHash
      self.activeUntil = activeUntil.map { Int64($0.timeIntervalSince1970) } ?? Int64.max
      self.flags = flags
    }
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

  /// The position of a key: keys are hashes, so an interpolated guess lands within a few records of it.
  package func position(of key: Digest128) -> Int? {
    var low = 0
    var high = records.count
    if high > 64 {
      let guess = Int(key.high.multipliedFullWidth(by: UInt64(high)).high)
      let reach = 32 + Int(Double(high).squareRoot())
      if guess > reach, records[guess - reach].key <= key { low = guess - reach }
      if guess + reach < high, records[guess + reach].key > key { high = guess + reach }
    }
    while low < high {
      let middle = (low + high) / 2
      if records[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < records.count && records[low].key == key ? low : nil
  }
}
