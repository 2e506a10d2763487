import Foundation
import Provisioning

/// Reading by the stamp each entry has of its last change, on any server (RFC 4512 §3.4.4).
///
/// What is gone leaves no stamp: it is found by looking, at intervals, who is still there.
struct TimestampReader: ChangeReader {
  private let settings: LDAPSettings
  private let request: ReadRequest
  private let anchor: AnchorRule
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
    anchor = resumption.anchor
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
    marks.sweptAt = now
    return ChangeRead(
      coverage: .everything, bases: bases, marks: marks.texts,
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
    return ChangeRead(coverage: .changes, bases: bases, marks: marks.texts)
  }

  func presence(
    since texts: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? {
    var marks = TimestampMarks(texts)
    guard marks.isSweepDue(every: settings.sweepEvery, at: now) else { return nil }
    var keys = request
    keys.attributes = AttributeSet([anchor.attribute])
    var read = StampedRead(settings, keys, stamp)
    let bases = try failing { () throws(DirectoryError) in
      try read.run(on: connection) { (entry) throws(DirectoryError) in try take(.seen(entry)) }
    }
    if read.hidden > 0 { throw .refused(.stampsHidden(stamp.name, entries: read.hidden)) }
    marks.sweptAt = now
    return ChangeRead(coverage: .presence, bases: bases, marks: marks.texts)
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

  private func failing<Value>(_ body: () throws(DirectoryError) -> Value) throws(ChangeFailure) -> Value {
    do throws(DirectoryError) { return try body() } catch { throw .failed(error) }
  }
}
