private import CPostgres

extension PostgreSQLConnection {
  /// Begins a COPY in binary format (manual, "COPY", "Binary Format").
  ///
  /// - Parameter sql: put together from parts of the program itself.
  func beginCopy(built sql: String) throws(PostgreSQLFailure) {
    guard PQsendQuery(handle, sql) != 0 else { throw failure() }
    let result = try next()
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_IN else {
      let failure = self.failure(result)
      try receive { _ in }
      throw failure
    }
    try put(Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0] + [UInt8](repeating: 0, count: 8))
  }

  /// Brings rows into a table, if there are any.
  func copy(_ sql: StaticString, _ rows: CopyRows) throws(PostgreSQLFailure) {
    guard !rows.isEmpty else { return }
    try beginCopy(built: "\(sql)")
    do {
      try put(rows.bytes)
    } catch {
      giveUpCopy()
      throw error
    }
    try endCopy()
  }

  func put(_ bytes: [UInt8]) throws(PostgreSQLFailure) {
    let taken = bytes.withUnsafeBytes {
      PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
    }
    guard taken == 1 else { throw failure() }
  }

  func endCopy() throws(PostgreSQLFailure) {
    try put([0xff, 0xff])
    guard PQputCopyEnd(handle, nil) == 1 else { throw failure() }
    try receive { _ in }
  }

  /// Ends it so that the server takes none of it.
  func giveUpCopy() {
    guard PQputCopyEnd(handle, "given up") == 1 else { return }
    // The server answers that it was told to fail.
    try? receive { _ in }
  }
}
