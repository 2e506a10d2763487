import Foundation
import Provisioning

/// Reading by content synchronisation, refresh only (RFC 4533).
struct SyncReader: ChangeReader {
  let settings: LDAPSettings
  let request: ReadRequest
  let syncIDAttribute: String?
  /// The oldest change that 389 Directory Server still has in its list.
  let firstChange: Int?

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
      guard isListed(cookie) else { throw .refused(.cursorRefused) }
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

  /// Whether all changes since are still in the list of 389 Directory Server, which says nothing of those that are not.
  ///
  /// Its cookie ends with the number of the last change that was told.
  private func isListed(_ cookie: [UInt8]) -> Bool {
    guard isOf389, let firstChange else { return true }
    guard let mark = cookie.lastIndex(of: UInt8(ascii: "#")),
      let last = Int(String(decoding: cookie[(mark + 1)...], as: UTF8.self))
    else { return false }
    return last + 1 >= firstChange
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
