import Foundation

/// Why mails cannot leave at all. Facts only; `Presentation/Wording` makes the sentences.
package enum DeliveryError: Error, Equatable, Sendable, Codable {
  case unreachable(relay: String, detail: String)
  case tls(relay: String, TLSFailure, detail: String)
  case signInRefused(relay: String, reply: String)
  /// The server refused the session or the sender: no mail would leave.
  case senderRefused(relay: String, reply: String)
  case connectionLost(relay: String, detail: String)
  case timedOut(relay: String, seconds: Int)
  /// A folder that mails cannot be written to.
  case folder(path: String, detail: String)
  case interrupted

  package enum TLSFailure: String, Equatable, Sendable, Codable {
    case unknownAuthority, wrongHostName, notOffered, badCAFile, other
  }

  /// What the server or the library said, for the journal of mails.
  package var words: String {
    switch self {
    case .unreachable(_, let words), .connectionLost(_, let words), .tls(_, _, let words), .folder(_, let words),
      .signInRefused(_, let words), .senderRefused(_, let words):
      words
    case .timedOut(let relay, let seconds): "\(relay): no answer for \(seconds) s"
    case .interrupted: "interrupted"
    }
  }

  /// Whether another mail, or another connection, would meet the same answer.
  package var concernsEveryMail: Bool {
    switch self {
    case .tls, .signInRefused, .senderRefused, .folder: true
    case .unreachable, .connectionLost, .timedOut, .interrupted: false
    }
  }
}
