import Foundation

/// Why mails cannot leave at all. Facts only; `Presentation/Wording` makes the sentences.
package enum DeliveryError: Error, Equatable, Sendable {
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

  package enum TLSFailure: String, Equatable, Sendable {
    case unknownAuthority, wrongHostName, notOffered, badCAFile, other
  }
}
