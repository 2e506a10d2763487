import Foundation
import Provisioning

private import CPostgres

/// One session with a server; closed with its owner. One thread at a time uses it.
final class PostgreSQLConnection {
  let handle: OpaquePointer
  /// Asked while a statement runs; true ends the statement.
  var isInterrupted: () -> Bool = { false }
  /// Whether LISTEN was run.
  var isListening = false

  /// Connects, and waits until the server lets us in.
  ///
  /// - Parameters:
  ///   - address: a connection URI (manual §34.1.1.2).
  ///   - settings: what else libpq is told; they hold against what the URI says.
  init(_ address: String, _ settings: [String: String] = [:], readsOnly: Bool = false) throws(PostgreSQLFailure) {
    // The first ones yield to the URI, the last ones do not.
    let pairs =
      Self.patience + [("fallback_application_name", "navette"), ("dbname", address)]
      + settings.map { ($0.key, $0.value) } + [("client_encoding", "UTF8")]
    let (keys, values) = (CTexts(pairs.map(\.0)), CTexts(pairs.map(\.1)))
    guard let handle = PQconnectdbParams(keys.pointers, values.pointers, 1) else {
      throw PostgreSQLFailure(state: "", message: "out of memory", isLost: true, wasConnected: false)
    }
    self.handle = handle
    guard PQstatus(handle) == CONNECTION_OK else { throw failure(wasConnected: false) }
    PQsetNoticeProcessor(handle, Self.ignoreNotices, nil)
    try execute(script: PackageResources.session_sql)
    if readsOnly { try run("SET default_transaction_read_only = on") }
  }

  deinit { PQfinish(handle) }

  /// Notices tell the person at a terminal what a statement did besides; the statements here say it by themselves.
  private static let ignoreNotices: PQnoticeProcessor = { _, _ in }

  /// Within a minute it is noticed that a server cannot be reached any more, also in the middle of a statement (manual §34.1.2).
  private static let patience = [
    ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
    ("tcp_user_timeout", "60000"),
  ]

  /// What the connection is of, as libpq settled it among several hosts.
  var host: String { PQhost(handle).map { String(cString: $0) } ?? "" }

  // MARK: Statements

  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  func run<each Value: PostgreSQLValue>(_ sql: StaticString, _ values: repeat each Value) throws(PostgreSQLFailure)
    -> Int
  {
    var fields = PostgreSQLFields()
    fields.add(repeat each values)
    try send("\(sql)", fields)
    var changed = 0
    try receive { changed = Self.changes($0) }
    return changed
  }

  /// Calls `body` with every row, as it arrives.
  func forEach<each Value: PostgreSQLValue>(
    _ sql: StaticString, _ values: repeat each Value, body: (borrowing PostgreSQLRow) throws -> Void
  ) throws {
    var fields = PostgreSQLFields()
    fields.add(repeat each values)
    try forEach(built: "\(sql)", fields, body: body)
  }

  /// The same of a text that is put together from parts of the program itself.
  func forEach(
    built sql: String, _ fields: PostgreSQLFields = PostgreSQLFields(), body: (borrowing PostgreSQLRow) throws -> Void
  ) throws {
    try send(sql, fields)
    PQsetSingleRowMode(handle)
    var thrown: (any Error)?
    try receive { result in
      guard thrown == nil else { return }
      do {
        for row in 0..<PQntuples(result) { try body(PostgreSQLRow(of: result, row: row)) }
      } catch {
        // What is still on its way has to be taken, or the next statement would get it.
        thrown = error
      }
    }
    if let thrown { throw thrown }
  }

  /// What `read` makes of the first row, or nil when there is none.
  func first<Result, each Value: PostgreSQLValue>(
    _ sql: StaticString, _ values: repeat each Value, read: (borrowing PostgreSQLRow) throws -> Result
  ) throws -> Result? {
    var first: Result?
    try forEach(sql, repeat each values) { if first == nil { first = try read($0) } }
    return first
  }

  /// What `read` makes of all rows.
  func all<Result, each Value: PostgreSQLValue>(
    _ sql: StaticString, _ values: repeat each Value, read: (borrowing PostgreSQLRow) throws -> Result
  ) throws -> [Result] {
    var all: [Result] = []
    try forEach(sql, repeat each values) { all.append(try read($0)) }
    return all
  }

  /// Runs the statements of one of our files, in order; returns how many rows the last of them changed.
  @discardableResult
  func execute(script: [UInt8]) throws(PostgreSQLFailure) -> Int {
    guard PQsendQuery(handle, String(decoding: script, as: UTF8.self)) != 0 else { throw failure() }
    var changed = 0
    try receive { changed = Self.changes($0) }
    return changed
  }

  // MARK: The wire

  private func send(_ sql: String, _ fields: PostgreSQLFields) throws(PostgreSQLFailure) {
    let sent = fields.bytes.withUnsafeBytes { bytes in
      let values = fields.places.map { place in
        place.flatMap { bytes.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
      }
      let lengths = fields.places.map { Int32($0?.count ?? 0) }
      let formats = [Int32](repeating: 1, count: lengths.count)
      return PQsendQueryParams(handle, sql, Int32(lengths.count), fields.types, values, lengths, formats, 1)
    }
    guard sent != 0 else { throw failure() }
  }

  /// Takes all results of what was sent, and throws the first failure among them.
  func receive(_ body: (OpaquePointer) -> Void) throws(PostgreSQLFailure) {
    var first: PostgreSQLFailure?
    while let result = try next() {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: body(result)
      default: first = first ?? failure(result)
      }
    }
    if let first { throw first }
    if PQstatus(handle) != CONNECTION_OK { throw failure() }
  }

  /// The next result; meanwhile it is looked whether somebody wants to stop.
  func next() throws(PostgreSQLFailure) -> OpaquePointer? {
    var isCancelled = false
    while PQisBusy(handle) != 0 {
      if !isCancelled, isInterrupted() {
        cancel()
        isCancelled = true
      }
      if try isReadable(within: 200), PQconsumeInput(handle) == 0 { throw failure() }
    }
    return PQgetResult(handle)
  }

  func isReadable(within milliseconds: Int32) throws(PostgreSQLFailure) -> Bool {
    var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
    guard descriptor.fd >= 0 else { throw failure() }
    return poll(&descriptor, 1, milliseconds) > 0
  }

  /// Asks the server to end the statement; it answers on the connection of the statement itself.
  private func cancel() {
    guard let request = PQgetCancel(handle) else { return }
    defer { PQfreeCancel(request) }
    var reason = [CChar](repeating: 0, count: 256)
    PQcancel(request, &reason, Int32(reason.count))
  }

  private static func changes(_ result: OpaquePointer) -> Int {
    PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  func failure(_ result: OpaquePointer? = nil, wasConnected: Bool = true) -> PostgreSQLFailure {
    let text = { (field: Character) in
      PQresultErrorField(result, Int32(field.asciiValue ?? 0)).map { String(cString: $0) }
    }
    // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY
    let state = text("C") ?? ""
    let message = text("M") ?? PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    return PostgreSQLFailure(
      state: state, message: message.split(whereSeparator: \.isWhitespace).joined(separator: " "),
      isLost: PQstatus(handle) != CONNECTION_OK || PostgreSQLFailure.lastWords.contains(state),
      wasConnected: wasConnected)
  }
}
