import Foundation
import Provisioning

/// Reading by the counter that a domain controller gives each change ([MS-ADTS] §3.1.1.1.9), for accounts that may not use
/// DirSync.
///
/// The counter is one controller's own, and begins anew with its database: it holds for one invocation id. Who changed in an
/// entry that does not show it would never be told of, so each look at all entries sees that all of them do.
struct UsnReader: ChangeReader {
  private let settings: LDAPSettings
  private let request: ReadRequest
  private let sweep: KeySweep

  let way = ChangeWay.usn
  var syncIDAttribute: String? { AnchorRule.objectGUID.attribute }

  init(_ settings: LDAPSettings, _ request: ReadRequest, _ resumption: ReadRequest.Resumption) {
    self.settings = settings
    self.request = request
    sweep = KeySweep(
      settings: settings, request: request, resumption: resumption,
      column: SyncIDColumn(attribute: AnchorRule.objectGUID.attribute), beside: [Self.counter])
  }

  /// How far a controller has counted.
  private struct Count {
    let controller: String
    let number: Int64

    /// Nil when the server does not say.
    init?(of connection: borrowing LDAPConnection) {
      guard let root = connection.rootDSE, let number = root.highestCommittedUSN, let name = root.serviceName
      else { return nil }
      self.number = number
      controller = connection.invocationID(of: name) ?? name
    }

    init?(_ marks: [String: String]) {
      guard let controller = marks["controller"], let number = marks["usn"].flatMap({ Int64($0) }) else { return nil }
      self.controller = controller
      self.number = number
    }

    func write(to marks: inout [String: String]) {
      marks["controller"] = controller
      marks["usn"] = String(number)
    }
  }

  func everything(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    // From before the read: what changes meanwhile is told the next time.
    guard let count = Count(of: connection) else {
      throw .refused(.notAllowed(.usn, LDAPResult(code: 0, name: "highestCommittedUSN", message: "")))
    }
    var marks: [String: String] = [:]
    count.write(to: &marks)
    var hidden = 0
    var read = try sweep.everything(from: marks, on: connection) { (event) throws(DirectoryError) in
      guard case .entry(let entry) = event else { return try take(event) }
      if entry.values(of: Self.counter).isEmpty { hidden += 1 }
      try take(.entry(entry.selecting(request.attributes)))
    }
    if hidden > 0 { read.obstacle = .counterHidden(Self.counter, entries: hidden) }
    return read
  }

  func changes(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    guard let before = Count(marks) else { throw .refused(.first) }
    // A counter that stands lower than it did is that of a database that was put back.
    guard let now = Count(of: connection), now.controller == before.controller, now.number >= before.number else {
      throw .refused(.cursorRefused)
    }
    var marks = marks
    now.write(to: &marks)
    var touched: Set<SyncID> = []
    var isBlind = false
    do throws(DirectoryError) {
      touched = try self.touched(after: before.number, on: connection)
      // Who may not search by the counter would never be told of anybody.
      if touched.isEmpty { isBlind = try !mayCount(on: connection) }
      if touched.count <= ChangeRead.mostChanges, !isBlind {
        let found = try SyncIDSearch(settings: settings, request: request, rule: .objectGUID).run(
          touched, on: connection, take)
        return ChangeRead(coverage: .changes, bases: settings.bases.counting(found), marks: marks)
      }
    } catch {
      throw .failed(error)
    }
    throw .refused(isBlind ? .counterHidden(Self.counter, entries: nil) : .manyChanges)
  }

  func presence(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? {
    var hidden = 0
    let read = try sweep.run(since: marks, on: connection) { (event) throws(DirectoryError) in
      if case .seen(let entry) = event, entry.values(of: Self.counter).isEmpty { hidden += 1 }
      try take(event)
    }
    if hidden > 0 { throw .refused(.counterHidden(Self.counter, entries: hidden)) }
    return read
  }

  /// Whoever changed below the bases, also those who no longer match the filter.
  private func touched(
    after number: Int64, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> Set<SyncID> {
    var touched: Set<SyncID> = []
    _ = try FullRead(settings: settings.changed(after: number), request: Self.identifiers).run(on: connection) {
      (entry) throws(DirectoryError) in
      if let id = entry.values(of: AnchorRule.objectGUID.attribute).first.flatMap({ SyncID(bytes: $0) }) {
        touched.insert(id)
      }
    }
    return touched
  }

  /// Whether this account may find anybody by the counter.
  private func mayCount(on connection: borrowing LDAPConnection) throws(DirectoryError) -> Bool {
    for base in settings.bases {
      var search = settings.changed(after: 0).search(of: base, Self.identifiers)
      search.pageSize = 0
      search.sizeLimit = 1
      do throws(LDAPFailure) {
        if try !connection.entries(of: search).entries.isEmpty { return true }
      } catch {
        throw error.error(url: connection.server.text, base: base, entries: 0)
      }
    }
    return false
  }

  fileprivate static let counter = "uSNChanged"

  private static let identifiers = ReadRequest(attributes: AttributeSet([AnchorRule.objectGUID.attribute]))
}

extension LDAPSettings {
  fileprivate func changed(after number: Int64) -> LDAPSettings {
    var settings = self
    settings.filter = .greaterOrEqual(attribute: UsnReader.counter, value: Array(String(number + 1).utf8))
    return settings
  }
}
