import Foundation
import Provisioning

/// Reading by content synchronisation, refresh only (RFC 4533).
struct SyncReader: ChangeReader {
  let settings: LDAPSettings
  let request: ReadRequest
  let syncIDAttribute: String?
  /// The oldest change that 389 Directory Server still has in its list.
  let firstChange: Int?
  /// The newest when the read began.
  let lastChange: Int?
  /// Nil on other servers.
  let changelog: RetroChangelog?

  let way = ChangeWay.syncrepl
  private var isOf389: Bool { syncIDAttribute == AnchorRule.nsUniqueID.attribute }

  func everything(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var read = ChangeRead(coverage: .everything, bases: [], marks: [:])
    for base in settings.bases {
      var search = SyncSearch(search(of: base, after: nil), from: nil, alwaysNames: isOf389)
      try search.run(on: connection, take)
      read.bases.append(ReadOutcome.Base(dn: base, entries: search.entries))
      // Without a cookie there is nothing to go on from, and the next read is whole again.
      read.marks[base] = search.cookie.map { Data($0).base64EncodedString() }
    }
    if isOf389, let lastChange, isNameless(since: lastChange, on: connection) { read.obstacle = .changesUnnamed }
    return read
  }

  func changes(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var read = ChangeRead(coverage: .changes, bases: [], marks: marks)
    var searches: [SyncSearch] = []
    var touched: Set<SyncID> = []
    for base in settings.bases {
      guard let cookie = Self.cookie(in: marks, of: base) else { throw .refused(.first) }
      if isOf389 {
        guard let last = Self.lastChange(in: cookie), isListed(last + 1) else { throw .refused(.cursorRefused) }
        guard !isNameless(since: last + 1, on: connection) else { throw .refused(.changesUnnamed) }
      }
      var search = SyncSearch(search(of: base, after: cookie), from: cookie, alwaysNames: isOf389)
      try search.run(on: connection) { (event) throws(DirectoryError) in
        // 389 Directory Server sends what changed without operational attributes, even those that are asked for.
        if isOf389, case .entry(let entry) = event, let id = entry.syncID {
          touched.insert(id)
        } else {
          try take(event)
        }
      }
      searches.append(search)
      read.marks[base] = search.cookie.map { Data($0).base64EncodedString() }
    }
    // What is gone in one base can only be told when every base tells what is there.
    if searches.contains(where: { !$0.namesRemoved }) {
      guard searches.allSatisfy({ !$0.namesRemoved }) else { throw .refused(.cursorRefused) }
      read.coverage = .presence
    }
    read.bases = searches.map { search in
      ReadOutcome.Base(dn: search.base, entries: read.coverage == .presence ? search.present.count : search.entries)
    }
    if isOf389 { read.bases = settings.bases.counting(try readAgain(touched, on: connection, take)) }
    return read
  }

  /// Whether all changes from that number on are still in the list of 389 Directory Server, which says nothing of those that
  /// are not.
  private func isListed(_ number: Int) -> Bool { firstChange.map { number >= $0 } ?? true }

  /// Whether one of these changes does not say whose it is; of those nothing would be told.
  private func isNameless(since number: Int, on connection: borrowing LDAPConnection) -> Bool {
    changelog?.isNameless(since: number, on: connection) ?? false
  }

  /// The number of the last change that was told: a cookie of 389 Directory Server ends with it.
  private static func lastChange(in cookie: [UInt8]) -> Int? {
    cookie.lastIndex(of: UInt8(ascii: "#")).flatMap { Int(String(decoding: cookie[($0 + 1)...], as: UTF8.self)) }
  }

  private func readAgain(
    _ ids: Set<SyncID>, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> Int {
    do throws(DirectoryError) {
      return try SyncIDSearch(settings: settings, request: request, rule: .nsUniqueID).run(ids, on: connection, take)
    } catch {
      throw .failed(error)
    }
  }

  /// Where reading a base left off.
  static func cookie(in marks: [String: String], of base: String) -> [UInt8]? {
    marks[base].flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
  }

  /// Not paged: content is handed over in one piece.
  private func search(of base: String, after cookie: [UInt8]?) -> LDAPSearch {
    var search = settings.search(of: base, request)
    search.pageSize = 0
    search.controls = [
      LDAPControlValue(
        identifier: SyncControls.request, value: SyncControls.requestValue(.refreshOnly, cookie: cookie))
    ]
    return search
  }
}
