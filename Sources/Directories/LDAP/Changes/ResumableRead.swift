import Foundation
import Provisioning

/// Reads what changed since the last read where that can be told, and everything where it cannot.
struct ResumableRead {
  let settings: LDAPSettings
  let request: ReadRequest
  let resumption: ReadRequest.Resumption
  let reader: any ChangeReader
  /// What a cursor from here holds for.
  let scope: String

  func run(
    on connection: borrowing LDAPConnection, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var cause = causeOfWholeRead
    if cause == nil, let cursor = resumption.cursor {
      do throws(ChangeFailure) {
        return try resume(cursor, on: connection, again, take)
      } catch {
        cause = try error.causeOfWholeRead()
      }
    }
    return try readEverything(because: cause ?? .first, on: connection, take)
  }

  private var causeOfWholeRead: ReadCause? {
    guard let cursor = resumption.cursor else { return .first }
    if resumption.isWhole { return .asked }
    if cursor.way != reader.way || cursor.scope != scope { return .scopeChanged }
    let age = resumption.now.timeIntervalSince(cursor.wholeAt)
    return age >= Double(settings.fullEvery) || age < 0 ? .due : nil
  }

  private func resume(
    _ cursor: ReadCursor, on connection: borrowing LDAPConnection,
    _ ask: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ReadOutcome {
    let branches = branches(on: connection)
    if BranchTrail.differs(branches, from: cursor.marks) { throw .refused(.branchesChanged) }
    try failing { () throws(DirectoryError) in try take(.began(.changes)) }
    var told = ReadOutcome.Announced()
    var read = try reader.changes(since: cursor.marks, on: connection) { (event) throws(DirectoryError) in
      told.take(event)
      try take(event)
    }
    if let presence = try reader.presence(since: read.marks, on: connection, take) { read = presence }
    let lookUps = try failing { () throws(DirectoryError) in try ask(read.coverage) }
    guard lookUps.anchors.count <= ChangeRead.mostLookUps else { throw .refused(.manyChanges) }
    let search = LookUpSearch(
      settings: settings, request: request, rule: resumption.anchor,
      column: SyncIDColumn(attribute: reader.syncIDAttribute))
    var again = 0
    let found = try failing { () throws(DirectoryError) in
      try search.run(lookUps, on: connection) { (event) throws(DirectoryError) in
        if case .entry(let entry) = event, told.entries.contains(Tie.hash(dn: entry.dn)) { again += 1 }
        try take(event)
      }
    }
    let isBelieved = try failing { () throws(DirectoryError) in
      try search.isBorneOut(lookUps, found: found, on: connection)
    }
    guard isBelieved else { throw .refused(.unlikely) }
    // Who was told of as changed and is looked at once more is counted already.
    if read.coverage == .changes, found > again { read.bases[0] = read.bases[0].adding(found - again) }
    return ReadOutcome(
      coverage: read.coverage, method: reader.way.rawValue, bases: read.bases, cause: .resumed,
      cursor: self.cursor(wholeAt: cursor.wholeAt, read.marks, branches ?? BranchTrail.digest(in: cursor.marks)))
  }

  private func branches(on connection: borrowing LDAPConnection) -> String? {
    reader.seesBranches ? nil : BranchTrail(settings: settings).digest(on: connection)
  }

  private func cursor(wholeAt: Date, _ marks: [String: String], _ branches: String?) -> ReadCursor {
    var marks = marks
    BranchTrail.write(branches, to: &marks)
    return ReadCursor(way: reader.way, scope: scope, wholeAt: wholeAt, marks: marks)
  }

  private func readEverything(
    because cause: ReadCause, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var hearing = cause == .due ? Hearing(reader, resumption.cursor) : nil
    hearing?.listen(on: connection)
    // From before the read: what is moved meanwhile is found the next time.
    let branches = branches(on: connection)
    try take(.began(.everything))
    do throws(ChangeFailure) {
      let read = try reader.everything(on: connection, take)
      hearing?.listen(on: connection)
      return ReadOutcome(
        coverage: .everything, method: "full", bases: read.bases, cause: read.obstacle ?? cause,
        cursor: read.obstacle == nil ? cursor(wholeAt: resumption.now, read.marks, branches) : nil,
        announced: hearing?.announced)
    } catch {
      // Asked for by name, a way that is refused is an error; picked by this program, it is not the only one.
      guard settings.read == .auto || error.isNoRefusal else {
        throw error.refusal(at: connection.server.text, settings)
      }
      let cause = try error.causeOfWholeRead()
      try take(.began(.everything))
      var outcome = try FullRead(settings: settings, request: request).run(on: connection) {
        (entry) throws(DirectoryError) in try take(.entry(entry))
      }
      outcome.cause = cause
      return outcome
    }
  }

  private func failing<Value>(_ body: () throws(DirectoryError) -> Value) throws(ChangeFailure) -> Value {
    do throws(DirectoryError) { return try body() } catch { throw .failed(error) }
  }
}

/// What the server tells of as changed, heard before and after a whole read that is held against it.
private struct Hearing {
  private let reader: any ChangeReader
  private var marks: [String: String]
  private(set) var announced: ReadOutcome.Announced?

  init?(_ reader: any ChangeReader, _ cursor: ReadCursor?) {
    guard let cursor else { return nil }
    self.reader = reader
    marks = cursor.marks
    announced = ReadOutcome.Announced(removed: [])
  }

  /// A server that refuses has nothing told that could be held against it.
  mutating func listen(on connection: borrowing LDAPConnection) {
    guard var heard = announced else { return }
    do throws(ChangeFailure) {
      let read = try reader.changes(since: marks, on: connection) { heard.take($0) }
      if read.coverage != .changes || reader.syncIDAttribute == nil { heard.removed = nil }
      marks = read.marks
      announced = heard
    } catch {
      announced = nil
    }
  }
}

extension ReadOutcome.Base {
  fileprivate func adding(_ entries: Int) -> ReadOutcome.Base {
    ReadOutcome.Base(dn: dn, entries: self.entries + entries)
  }
}

extension ChangeFailure {
  fileprivate var isNoRefusal: Bool { if case .failed = self { true } else { false } }

  fileprivate func causeOfWholeRead() throws(DirectoryError) -> ReadCause {
    switch self {
    case .refused(let cause): return cause
    case .failed(let error): throw error
    }
  }

  fileprivate func refusal(at url: String, _ settings: LDAPSettings) -> DirectoryError {
    switch self {
    case .refused(.notAllowed(_, let result)):
      .searchFailed(url: url, base: settings.bases.first ?? "", entries: 0, result)
    case .refused: .malformed(url: url, base: settings.bases.first ?? "", detail: "read: \(settings.read.name)")
    case .failed(let error): error
    }
  }
}
