import Foundation

/// What a read told, as one number: two reads told the same if it is equal, in whatever order they told it.
package struct ReadDigest: Equatable, Sendable {
  private var isOfChanges = false
  private var events = 0
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  package init() {}

  /// Whether a run would find something that the run, or the look, with another digest did not find.
  package func isNews(after last: ReadDigest?) -> Bool { !(isOfChanges && events == 0) && self != last }

  package mutating func take(_ event: DirectoryEvent, _ digester: inout EntryDigester) {
    switch event {
    case .began(let coverage):
      self = ReadDigest()
      isOfChanges = coverage == .changes
    case .entry(let entry), .seen(let entry): add(digester.digest(entry).bytes + Array(entry.dn.utf8))
    case .present(let id): add([0] + id.bytes)
    case .removed(let id): add([1] + id.bytes)
    }
  }

  private mutating func add(_ bytes: [UInt8]) {
    let digest = Digest128(of: bytes)
    events += 1
    high &+= digest.high
    low &+= digest.low
  }
}

/// What a directory was found to hold when somebody looked last, a run or a watch.
///
/// Checked by hand: the stored property that changes is reached under the lock alone.
package final class ReadNote: @unchecked Sendable {
  private let lock = NSLock()
  private var digest: ReadDigest?

  package init() {}

  /// Nil when nobody looked yet, or the last look failed.
  package var last: ReadDigest? {
    get { lock.withLock { digest } }
    set { lock.withLock { digest = newValue } }
  }
}

/// A directory whose reads are noted, so that a watch knows what a run has seen.
package struct NotedDirectory: Directory {
  private let directory: any Directory
  private let mapping: Mapping
  private let note: ReadNote

  package var name: String { directory.name }

  package init(_ directory: any Directory, mapping: Mapping, note: ReadNote) {
    self.directory = directory
    self.mapping = mapping
    self.note = note
  }

  package func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var digest = ReadDigest()
    var digester = EntryDigester(mapping)
    // What a run looks for by itself depends on the store, and says nothing about what changed in the directory.
    var isTelling = true
    note.last = nil
    let outcome = try directory.read(request) { (coverage) throws(DirectoryError) in
      isTelling = false
      return try again(coverage)
    } _: { (event) throws(DirectoryError) in
      if case .began = event { isTelling = true }
      if isTelling { digest.take(event, &digester) }
      try take(event)
    }
    note.last = digest
    return outcome
  }

  package func searchCommands(_ request: ReadRequest) -> [String] { directory.searchCommands(request) }
}
