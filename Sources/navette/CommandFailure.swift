import Provisioning

/// Why a command ends before it has a report: a message for standard error, and the exit code.
struct CommandFailure: Error {
  let message: String
  let code: ExitCode
  /// What the store said, if it is the cause.
  let store: StoreError?

  init(_ message: String, code: ExitCode = .failed, store: StoreError? = nil) {
    self.message = message
    self.code = code
    self.store = store
  }
}
