import Foundation

/// Postfix's `smtp-sink`: takes every mail and forgets it; for measuring.
package final class SMTPServerSink {
  package let port: Int
  private let process = Process()

  package init(_ options: [String] = []) throws {
    port = try SMTPServerPrograms.freePort()
    let path = try SMTPServerPrograms.path("smtp-sink", package: "postfix")
    process.executableURL = URL(fileURLWithPath: path)
    // As root it insists on another account.
    let account = getuid() == 0 ? ["-u", "postfix"] : []
    process.arguments = account + options + ["127.0.0.1:\(port)", "128"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try SMTPServerPrograms.waitForPort(port)
  }

  deinit {
    // Started from a thread that blocks SIGTERM, it would never hear of one.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
