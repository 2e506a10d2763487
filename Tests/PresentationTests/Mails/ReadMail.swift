import Foundation
import TestSupport

/// A message as somebody else's software reads it: Python's `email` package, strict about defects.
struct ReadMail: Decodable {
  let headers: [[String]]
  let defects: [String]
  let text: String
  let html: String
  let parts: Int
  let to: [[String]]
  let from: [[String]]

  init(_ message: [UInt8]) throws {
    struct Unread: Error {}
    guard let first = try Self.read([message]).first else { throw Unread() }
    self = first
  }

  /// Reads many at once, since Python takes its time to start.
  static func read(_ messages: [[UInt8]]) throws -> [ReadMail] {
    let python = try SMTPServerPrograms.path("python3", package: "python3")
    let input = messages.map { Data($0).base64EncodedString() + "\n" }.joined()
    let json = try SMTPServerPrograms.run(python, ["-c", script], input: input)
    return try JSONDecoder().decode([ReadMail].self, from: Data(json.utf8))
  }

  func header(_ name: String) -> [String] {
    headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
  }

  private static let script = """
    import base64, email, email.header, email.policy, email.utils, json, sys

    def read(source):
      message = email.message_from_bytes(source, policy=email.policy.SMTP)
      old = email.message_from_bytes(source)
      parts = list(message.walk())
      defects = [repr(d) for part in parts for d in part.defects]
      defects += [repr(d) for value in message.values() for d in value.defects]
      decoded = lambda text: str(email.header.make_header(email.header.decode_header(text)))
      # Display names by the older functions: the newer ones keep the space between two encoded words (RFC 2047 §6.2).
      mailboxes = lambda name: [[decoded(n), a] for n, a in email.utils.getaddresses([old[name]])]
      body = lambda kind: message.get_body((kind,)).get_content().replace("\\r\\n", "\\n")
      return {
        "headers": [[name, str(value)] for name, value in message.items()], "defects": defects,
        "text": body("plain"), "html": body("html"),
        "parts": len(parts), "to": mailboxes("To"), "from": mailboxes("From")}

    print(json.dumps([read(base64.b64decode(line)) for line in sys.stdin]))
    """
}
