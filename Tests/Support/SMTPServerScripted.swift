import Foundation

/// A server that refuses, drops and delays as the recipient's address says; see `scripted_smtp.py`.
package final class SMTPServerScripted {
  /// One line of the server's log.
  package struct Event: Decodable, Sendable {
    package let event: String
    package let command: String?
    package let address: String?
    package let sender: String?
    package let recipient: String?
    package let helo: String?
    package let connection: String?
    package let digest: String?
    package let content: String?
    package let tls: Bool?
    package let accepted: Bool?
  }

  package let port: Int
  package let folder: String
  package let certificates: SMTPServerCertificates?
  private let process = Process()
  private let input = Pipe()

  /// - Parameter certificateName: the name in the certificate when StartTLS is to be offered.
  package init(_ options: [String] = [], certificateName: String? = nil) throws {
    folder = try SMTPServerPrograms.makeFolder("scripted")
    let python = try SMTPServerPrograms.path("python3", package: "python3")
    do {
      try SMTPServerPrograms.run(python, ["-c", "import aiosmtpd"])
    } catch {
      throw SMTPServerPrograms.Missing(description: "aiosmtpd is missing: pip install aiosmtpd")
    }
    let certificates = try certificateName.map { [folder] in try SMTPServerCertificates(in: folder, name: $0) }
    let tls = certificates.map { ["--tls", $0.certificateFile, $0.keyFile] } ?? []
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/scripted_smtp.py"
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script, "--log", folder + "/log"] + tls + options
    process.standardInput = input
    process.standardOutput = output
    self.certificates = certificates
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw SMTPServerPrograms.Failed(description: "scripted_smtp.py does not start: \(line)")
    }
    self.port = port
  }

  deinit {
    // The server ends when its input does; a folder that stays behind is the system's to clear.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  package func events() throws -> [Event] {
    let text = try String(contentsOfFile: folder + "/log", encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
  }

  /// The mails the server kept.
  package func mails() throws -> [Event] { try events().filter { $0.event == "mail" } }

  package func connections() throws -> Int { try events().count { $0.event == "connection" } }
}
