import Foundation
import Provisioning

/// Reading by the stamp each entry has of its last change, on any server (RFC 4512 §3.4.4).
///
/// What is gone leaves no stamp: it is found by looking, at intervals, who is still there.
struct TimestampReader: ChangeReader {
  private let settings: LDAPSettings
  private let request: ReadRequest
  private let sweep: KeySweep
  private let stamp: StampAttribute
  /// By this machine's clock, which has a say in how often is looked, and none in what is asked for.
  private let now: Date

  let way = ChangeWay.timestamp
  let syncIDAttribute: String? = nil

  init(
    _ settings: LDAPSettings, _ request: ReadRequest, _ resumption: ReadRequest.Resumption, _ stamp: StampAttribute
  ) {
    self.settings = settings
    self.request = request
    sweep = KeySweep(settings: settings, request: request, resumption: resumption, beside: [stamp.name])
    now = resumption.now
    self.stamp = stamp
  }

  func everything(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var read = StampedRead(settings, request, stamp)
    let bases = try run(&read, on: connection, take)
    var marks = TimestampMarks()
    marks.pass(read, overlap: settings.overlap, now: now)
    var texts = marks.texts
    sweep.note(in: &texts)
    return ChangeRead(
      coverage: .everything, bases: bases, marks: texts,
      obstacle: read.hidden > 0 ? .stampsHidden(stamp.name, entries: read.hidden) : nil)
  }

  func changes(
    since texts: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var marks = TimestampMarks(texts)
    guard let since = marks.since else { throw .refused(texts["since"] == nil ? .first : .cursorRefused) }
    var read = StampedRead(settings, selecting(from: since), stamp, limit: ChangeRead.mostChanges)
    let bases = try run(&read, on: connection, take)
    // What lies in the server's future may hide all that was changed until then.
    if let clock = read.clock, clock < since { throw .refused(.cursorRefused) }
    if read.hidden > 0 { throw .refused(.stampsHidden(stamp.name, entries: read.hidden)) }
    if read.entries == 0 {
      // Without a clock no mark is later than the newest stamp, and that at least would be found.
      guard read.clock != nil else { throw .refused(.cursorRefused) }
      try findNewest(of: marks, since, on: connection)
    }
    marks.pass(read, overlap: settings.overlap, now: now)
    return ChangeRead(coverage: .changes, bases: bases, marks: texts.merging(marks.texts) { $1 })
  }

  func presence(
    since texts: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? {
    var hidden = 0
    let read = try sweep.run(since: texts, on: connection) { (event) throws(DirectoryError) in
      if case .seen(let entry) = event, stamp.stamp(of: entry) == nil { hidden += 1 }
      try take(event)
    }
    if hidden > 0 { throw .refused(.stampsHidden(stamp.name, entries: hidden)) }
    return read
  }

  private func selecting(from moment: ServerStamp) -> ReadRequest {
    var request = request
    request.selection = stamp.filter(from: moment)
    return request
  }

  private func run(
    _ read: inout StampedRead, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> [ReadOutcome.Base] {
    do throws(DirectoryError) {
      return try read.run(on: connection) { (entry) throws(DirectoryError) in
        try take(.entry(entry.selecting(request.attributes)))
      }
    } catch {
      throw read.isTooMuch ? .refused(.manyChanges) : .failed(error)
    }
  }

  /// Nothing was found: that is the truth if the entry with the newest stamp still is. If it is not, it was removed, or
  /// the server has older data now, or this account may no longer search by stamps, and then nothing would ever be found.
  private func findNewest(
    of marks: TimestampMarks, _ since: ServerStamp, on connection: borrowing LDAPConnection
  ) throws(ChangeFailure) {
    guard let newest = marks.newest, newest < since else { throw .refused(.cursorRefused) }
    for base in settings.bases {
      var request = selecting(from: newest)
      request.attributes = AttributeSet([])
      var search = settings.search(of: base, request)
      search.pageSize = 0
      search.sizeLimit = 1
      do throws(LDAPFailure) {
        if try !connection.entries(of: search).entries.isEmpty { return }
      } catch {
        throw .failed(error.error(url: connection.server.text, base: base, entries: 0))
      }
    }
    throw .refused(.cursorRefused)
  }
}
