/// What became of the copy of a store.
package enum Migration: Equatable, Sendable {
  /// All of it was copied, read again, and found the same.
  case done([MigratedTable])
  /// Nothing was written.
  case refused(MigrationObstacle)

  package var isDone: Bool {
    if case .done = self { return true }
    return false
  }
}
