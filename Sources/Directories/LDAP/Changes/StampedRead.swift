import Provisioning

/// One read in which every entry is asked for its stamp as well.
struct StampedRead {
  private let settings: LDAPSettings
  private let request: ReadRequest
  private let stamp: StampAttribute
  /// The most entries that are let through.
  private let limit: Int

  /// The server's clock before the read began, where it says so.
  private(set) var clock: ServerStamp?
  private(set) var newest: ServerStamp?
  private(set) var entries = 0
  /// Entries that show no stamp to this account.
  private(set) var hidden = 0
  private(set) var isTooMuch = false
  private var seconds = 0

  init(_ settings: LDAPSettings, _ request: ReadRequest, _ stamp: StampAttribute, limit: Int = .max) {
    self.settings = settings
    self.stamp = stamp
    self.limit = limit
    var request = request
    request.attributes = AttributeSet(request.attributes.names + [stamp.name])
    self.request = request
  }

  mutating func run(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEntry) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> [ReadOutcome.Base] {
    clock = connection.serverClock(patience: settings.idleTimeout)
    let start = ContinuousClock.now
    let outcome = try FullRead(settings: settings, request: request).run(on: connection) {
      (entry) throws(DirectoryError) in
      try note(entry)
      try take(entry)
    }
    seconds = Int(start.duration(to: .now).components.seconds) + 1
    return outcome.bases
  }

  private mutating func note(_ entry: DirectoryEntry) throws(DirectoryError) {
    entries += 1
    isTooMuch = entries > limit
    if isTooMuch { throw .interrupted }
    guard let moment = stamp.stamp(of: entry) else { return hidden += 1 }
    newest = max(newest ?? moment, moment)
  }

  /// A moment by the server's clock that is not after the read began: what was changed later has a later stamp.
  ///
  /// A stamp that was read is not after the end of the read, so it is not after its beginning less the time it took.
  var beginning: ServerStamp? { clock ?? newest?.less(seconds) }
}
