import Foundation

/// Watches one directory: listens where its server tells of changes, and looks every so often where it does not.
package struct DirectoryWatch {
  /// What a watch needs of the world.
  package struct Circumstances {
    /// Seconds from look to look.
    package var pollEvery: Double
    /// Seconds from run to run when nothing rings; a sign-in that was refused is tried no more often.
    package var runEvery: Double
    package var clock: () -> Date
    /// Between 0 and 1.
    package var jitter: () -> Double
    /// Waits for so many seconds, or until it is stopped.
    package var pause: (Double) -> Void
    package var isStopped: () -> Bool
    /// Where the last run left off.
    package var cursor: () -> ReadCursor?
    package var ring: () -> Void

    package init(
      pollEvery: Double, runEvery: Double, clock: @escaping () -> Date, jitter: @escaping () -> Double,
      pause: @escaping (Double) -> Void, isStopped: @escaping () -> Bool, cursor: @escaping () -> ReadCursor?,
      ring: @escaping () -> Void
    ) {
      self.pollEvery = pollEvery
      self.runEvery = runEvery
      self.clock = clock
      self.jitter = jitter
      self.pause = pause
      self.isStopped = isStopped
      self.cursor = cursor
      self.ring = ring
    }
  }

  /// An outage that lasts longer, in seconds, is worth a run: that it fails is how it is told.
  static let shortOutage = 30.0
  /// The longest wait before a server is tried again, in seconds.
  static let longestBackoff = 60.0

  private let directory: any Directory
  private let bell: (any ChangeBell)?
  private let mapping: Mapping
  private let note: ReadNote
  private let circumstances: Circumstances

  private var backoff = Backoff()
  private var failingSince: Date?
  private var isOutageTold = false
  /// Asking for it once more would be refused once more.
  private var refusedCursor: ReadCursor?

  /// - Parameter note: what runs have seen; a look that finds the same rings no bell.
  package init(
    _ directory: any Directory, bell: (any ChangeBell)?, mapping: Mapping, note: ReadNote,
    in circumstances: Circumstances
  ) {
    self.directory = directory
    self.bell = bell
    self.mapping = mapping
    self.note = note
    self.circumstances = circumstances
  }

  /// Goes on until it is stopped.
  package mutating func run() {
    while !circumstances.isStopped() {
      do throws(DirectoryError) {
        if try !listen() { try look() }
      } catch {
        waitAfter(error)
      }
    }
  }

  /// Returns whether it is worth trying again; false when somebody has to look.
  private mutating func listen() throws(DirectoryError) -> Bool {
    guard let bell, let cursor = circumstances.cursor(), cursor != refusedCursor else { return false }
    let deafness = try bell.listen(request(cursor), caughtUp: { recover() }, ring: circumstances.ring)
    guard deafness == .cursorRefused else { return false }
    refusedCursor = cursor
    circumstances.ring()
    return true
  }

  private mutating func look() throws(DirectoryError) {
    guard failingSince != nil || !isToldMeanwhile() else { return }
    guard !circumstances.isStopped() else { return }
    var digest = ReadDigest()
    var digester = EntryDigester(mapping)
    _ = try directory.read(request(circumstances.cursor())) { (_) throws(DirectoryError) in
      LookUps()
    } _: { (event) throws(DirectoryError) in
      if circumstances.isStopped() { throw .interrupted }
      digest.take(event, &digester)
    }
    recover()
    guard digest.isNews(after: note.last) else { return }
    note.last = digest
    circumstances.ring()
  }

  /// Waits for the next look; returns whether a run has made a new start possible for listening.
  private func isToldMeanwhile() -> Bool {
    let before = circumstances.cursor()
    var rest = circumstances.pollEvery
    while rest > 0, !circumstances.isStopped() {
      circumstances.pause(min(rest, 5))
      rest -= 5
      if bell != nil, let cursor = circumstances.cursor(), cursor != before { return true }
    }
    return false
  }

  private func request(_ cursor: ReadCursor?) -> ReadRequest {
    ReadRequest(mapping, resuming: cursor, at: circumstances.clock())
  }

  // MARK: Outages

  /// The server is there again, or always was.
  private mutating func recover() {
    backoff.reset()
    failingSince = nil
    // The run that failed is made up for.
    if isOutageTold { circumstances.ring() }
    isOutageTold = false
  }

  private mutating func waitAfter(_ error: DirectoryError) {
    if case .interrupted = error { return }
    let now = circumstances.clock()
    let since = failingSince ?? now
    failingSince = since
    // Another name or certificate would have to come first, and a server may lock an account out that tries too often.
    let isHopeless = error.isRefusal
    if !isOutageTold, isHopeless || now.timeIntervalSince(since) >= Self.shortOutage {
      isOutageTold = true
      circumstances.ring()
    }
    let longest = bell == nil ? max(Self.longestBackoff, circumstances.pollEvery) : Self.longestBackoff
    let delay = backoff.next(most: longest, jitter: circumstances.jitter())
    circumstances.pause(isHopeless ? max(delay, circumstances.runEvery) : delay)
  }
}

extension DirectoryError {
  /// The server answered, and does not let this account in.
  fileprivate var isRefusal: Bool {
    // Busy and unavailable (RFC 4511 appendix A.2) pass by themselves.
    if case .bindRefused(_, _, let result) = self { ![51, 52].contains(result.code) } else { false }
  }
}
