import Foundation
import Provisioning

private import CCurl

/// A connection that libcurl made, TLS and sign-in included, over which we then speak ourselves.
///
/// `CURLOPT_CONNECT_ONLY` (its manual page): after it, bytes go through `curl_easy_send` and `curl_easy_recv`. A refused
/// recipient then costs no new connection, which is what `curl_easy_perform` would make of it.
final class CurlSocket {
  /// What the server said until the connection stood.
  private(set) var greeting = SMTPGreeting()
  private let handle: UnsafeMutableRawPointer
  private let descriptor: Int32
  private let relay: String
  private let replyTimeout: Int
  private var buffer = [UInt8](repeating: 0, count: 4_096)

  init(_ settings: SMTPSettings) throws(DeliveryError) {
    relay = settings.relay
    replyTimeout = settings.replyTimeout
    guard Self.isReady, let handle = curl_easy_init() else {
      throw .unreachable(relay: settings.relay, detail: "libcurl does not start")
    }
    do {
      let setup = CurlSetup(handle)
      greeting = try setup.connect(settings)
      descriptor = try setup.descriptor(settings)
    } catch {
      curl_easy_cleanup(handle)
      throw error
    }
    self.handle = handle
  }

  deinit { curl_easy_cleanup(handle) }

  /// Once per process: libcurl starts, and SIGPIPE is ignored.
  ///
  /// A peer that closes while we write would otherwise end the whole program. libcurl's own way of ignoring it changes
  /// the process's signals around each call and is not safe with threads, so `CURLOPT_NOSIGNAL` turns it off
  /// (libcurl-thread(3)).
  private static let isReady: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
  }()

  /// Sends all bytes.
  ///
  /// A connection that is closed meanwhile is not an error yet: the server may have said why, and that is read next.
  func write(_ bytes: [UInt8]) throws(DeliveryError) {
    var offset = 0
    while offset < bytes.count {
      var sent = 0
      let code = bytes[offset...].withUnsafeBytes { curl_easy_send(handle, $0.baseAddress, $0.count, &sent) }
      offset += sent
      if code == CURLE_AGAIN {
        try wait(for: POLLOUT, within: replyTimeout)
      } else if code != CURLE_OK {
        return
      }
    }
  }

  /// The next bytes the server sends, at least one.
  func read(within seconds: Int? = nil) throws(DeliveryError) -> [UInt8] {
    while true {
      var count = 0
      let code = buffer.withUnsafeMutableBytes { curl_easy_recv(handle, $0.baseAddress, $0.count, &count) }
      switch code {
      case CURLE_OK where count > 0: return Array(buffer[..<count])
      case CURLE_OK: throw .connectionLost(relay: relay, detail: "the server closed the connection")
      case CURLE_AGAIN: try wait(for: POLLIN, within: seconds ?? replyTimeout)
      default: throw .connectionLost(relay: relay, detail: String(cString: curl_easy_strerror(code)))
      }
    }
  }

  private func wait(for event: Int32, within seconds: Int) throws(DeliveryError) {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    var result = poll(&request, 1, Int32(clamping: seconds * 1_000))
    // A signal is no answer; waiting again from the start errs on the patient side.
    while result < 0, errno == EINTR { result = poll(&request, 1, Int32(clamping: seconds * 1_000)) }
    if result == 0 { throw .timedOut(relay: relay, seconds: seconds) }
    if result < 0 { throw .connectionLost(relay: relay, detail: String(cString: strerror(errno))) }
  }
}
