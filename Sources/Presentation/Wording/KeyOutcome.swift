import Provisioning

/// What a change of keys did, a fact a line.
package enum KeyOutcome: Equatable, Sendable {
  /// Makes links from now on.
  case current(id: String)
  /// Open links were made with it.
  case used(KeyUse)
  /// It was current until now, and no open link needs it.
  case recent(id: String)
  case dropped(id: String)
  /// There is a file now that only this machine has.
  case changed(file: String)
  /// The file is as it was; `detail` in the system's words.
  case notReplaced(file: String, detail: String)
}
