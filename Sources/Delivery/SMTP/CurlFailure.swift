import Foundation
import Provisioning

private import CCurl

/// Why libcurl made no connection, turned into the outbox's own terms.
struct CurlFailure {
  /// libcurl's code (libcurl-errors(3)).
  let code: UInt32
  let words: String
  /// OpenSSL's verdict on the certificate (`X509_V_…`, SSL_get_verify_result(3)).
  let verification: Int
  /// What the system said of the last attempt to connect (errno(3)); 0 when nothing.
  let systemError: Int32
  let greeting: SMTPGreeting

  func error(_ settings: SMTPSettings) -> DeliveryError {
    let relay = settings.relay
    switch CURLcode(code) {
    case CURLE_PEER_FAILED_VERIFICATION: return .tls(relay: relay, verificationFailure, detail: words)
    case CURLE_SSL_CACERT_BADFILE: return .tls(relay: relay, .badCAFile, detail: words)
    case CURLE_USE_SSL_FAILED: return .tls(relay: relay, .notOffered, detail: words)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      return .tls(relay: relay, .other, detail: words)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(relay: relay, seconds: settings.connectTimeout)
    case CURLE_LOGIN_DENIED: return refusal(relay) { .signInRefused(relay: relay, reply: $0) }
    case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED:
      return refusal(relay) { .senderRefused(relay: relay, reply: $0) }
    case CURLE_COULDNT_RESOLVE_HOST:
      return .unreachable(relay: relay, detail: String(cString: gai_strerror(EAI_NONAME)))
    case CURLE_COULDNT_CONNECT where systemError != 0:
      return .unreachable(relay: relay, detail: String(cString: strerror(systemError)))
    default: return .unreachable(relay: relay, detail: words)
    }
  }

  /// A refusal is for good only when its code says so (RFC 5321 §4.2.1): `421 too many connections`, `454 temporary
  /// authentication failure` pass.
  private func refusal(_ relay: String, _ error: (String) -> DeliveryError) -> DeliveryError {
    guard let reply = greeting.refusal, reply.hasPrefix("5") else {
      return .unreachable(relay: relay, detail: greeting.refusal ?? words)
    }
    return error(reply)
  }

  /// The chain is judged first, and libcurl compares the name before it asks OpenSSL for its verdict: one that is not
  /// there yet (1) means that the name is wrong.
  private var verificationFailure: DeliveryError.TLSFailure {
    switch verification {
    case 0, 1, 62, 64: .wrongHostName
    case 2, 18, 19, 20, 21, 27: .unknownAuthority
    default: .other
    }
  }
}
