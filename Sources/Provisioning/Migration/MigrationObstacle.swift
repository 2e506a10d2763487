/// Why a store was not copied.
package enum MigrationObstacle: Equatable, Sendable {
  /// There is no store where it should come from.
  case nothingThere(location: String)
  /// It would be copied onto itself.
  case sameStore(location: String)
  /// Another process is connected: whatever it writes meanwhile, or later, would be lost, and its mails would leave twice.
  case inUse(location: String, process: Int)
  /// Something is there already where it should go.
  case notEmpty(location: String, table: String, rows: Int)
  /// What was read again is not what was written.
  case differs(location: String, table: String)
}
