/// What is the matter with the server of a store; the store itself is as the last commit left it.
package enum StoreServerTrouble: String, Equatable, Sendable, Codable, CaseIterable {
  /// It is being stopped or started.
  case restarting
  /// It takes no writes: a standby, or one that was told so.
  case readOnly
  /// It has no space left.
  case full
  /// It takes no more connections.
  case crowded
  /// The connection was lost before anything was committed.
  case lost
  /// The connection was lost in the middle of a commit, and the server could not be asked since.
  case undecided
}
