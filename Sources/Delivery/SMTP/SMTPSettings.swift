import Foundation

/// Where the relay is and how it is spoken to. Host name and certificate are verified wherever TLS is spoken.
package struct SMTPSettings: Equatable, Sendable {
  /// How a session begins.
  package enum Mode: String, Equatable, Sendable {
    /// In clear, then as `startTLS` says (RFC 3207).
    case smtp
    /// In TLS from the first byte (RFC 8314 §3).
    case smtps
  }

  /// What a session that begins in clear does about TLS.
  package enum StartTLS: String, Equatable, Sendable, CaseIterable {
    case required, opportunistic, off
  }

  package var host: String
  package var port: Int
  package var mode: Mode
  package var startTLS: StartTLS
  /// Signs in when present; a relay that then offers no AUTH (RFC 4954) is an error.
  package var username: String?
  package var password: String?
  /// The only authorities trusted; the system's when absent.
  package var caFile: String?
  /// For TCP, TLS and sign-in together, in seconds.
  package var connectTimeout: Int
  /// For each answer, in seconds. RFC 5321 §4.5.3.2 asks for five minutes and more.
  package var replyTimeout: Int
  /// The name said in EHLO (RFC 5321 §4.1.1.1); the machine's own when absent.
  package var heloName: String?
  /// A connection is opened anew after this many mails, before the relay tires of it.
  package var mailsPerConnection: Int

  package init(
    host: String, port: Int, mode: Mode = .smtp, startTLS: StartTLS = .required, username: String? = nil,
    password: String? = nil, caFile: String? = nil, connectTimeout: Int = 30, replyTimeout: Int = 300,
    heloName: String? = nil, mailsPerConnection: Int = 1_000
  ) {
    self.host = host
    self.port = port
    self.mode = mode
    self.startTLS = startTLS
    self.username = username
    self.password = password
    self.caFile = caFile
    self.connectTimeout = connectTimeout
    self.replyTimeout = replyTimeout
    self.heloName = heloName
    self.mailsPerConnection = mailsPerConnection
  }

  /// The relay as errors name it; an IPv6 address stands in brackets (RFC 3986 §3.2.2).
  package var relay: String {
    "\(mode.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}

extension SMTPSettings: CustomStringConvertible, CustomReflectable {
  /// The relay alone: a password must not reach a log by being printed.
  package var description: String { relay }

  package var customMirror: Mirror { Mirror(self, children: ["relay": relay]) }
}
