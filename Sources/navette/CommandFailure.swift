/// Why a command ends before it has a report: a message for standard error, and the exit code.
struct CommandFailure: Error {
  let message: String
  let code: ExitCode

  init(_ message: String, code: ExitCode = .failed) {
    self.message = message
    self.code = code
  }
}
