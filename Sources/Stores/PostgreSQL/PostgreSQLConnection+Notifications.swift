private import CPostgres

extension PostgreSQLConnection {
  /// Waits until a notification arrives, at most so many milliseconds; those that came meanwhile count.
  ///
  /// - Parameter listening: the LISTEN, run the first time.
  func hears(of listening: StaticString, within milliseconds: Int32) throws(PostgreSQLFailure) -> Bool {
    if !isListening {
      try run(listening)
      isListening = true
    }
    if takeNotifications() { return true }
    if try isReadable(within: milliseconds), PQconsumeInput(handle) == 0 { throw failure() }
    return takeNotifications()
  }

  private func takeNotifications() -> Bool {
    var isAny = false
    while let notification = PQnotifies(handle) {
      PQfreemem(notification)
      isAny = true
    }
    return isAny
  }
}
