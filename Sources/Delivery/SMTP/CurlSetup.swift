import Foundation
import Provisioning

private import CCurl

/// Gives a libcurl handle its options and makes the connection.
struct CurlSetup {
  private let handle: UnsafeMutableRawPointer

  init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

  /// TCP, EHLO, StartTLS, AUTH; what the server said meanwhile.
  func connect(_ settings: SMTPSettings) throws(DeliveryError) -> SMTPGreeting {
    let listener = Listener()
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer { words.deallocate() }
    navette_curl_set_buffer(handle, CURLOPT_ERRORBUFFER, words)
    address(settings)
    encrypt(settings)
    listen(listener)
    let code = withExtendedLifetime(listener) { curl_easy_perform(handle) }
    navette_curl_set_buffer(handle, CURLOPT_ERRORBUFFER, nil)
    navette_curl_set_buffer(handle, CURLOPT_HEADERDATA, nil)
    guard code == CURLE_OK else {
      throw CurlFailure(
        code: code.rawValue, words: String(cString: words), verification: long(CURLINFO_SSL_VERIFYRESULT),
        systemError: Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO)), greeting: listener.greeting
      ).error(settings)
    }
    if settings.username != nil, !listener.greeting.isSignedIn {
      // libcurl goes on without signing in where no way to do so is offered; the mails would be refused one by one.
      throw .signInRefused(relay: settings.relay, reply: "the server offers no AUTH that can be used")
    }
    return listener.greeting
  }

  /// The socket, to wait on.
  func descriptor(_ settings: SMTPSettings) throws(DeliveryError) -> Int32 {
    var socket: curl_socket_t = -1
    guard navette_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
      throw .connectionLost(relay: settings.relay, detail: "the server closed the connection")
    }
    return socket
  }

  private func address(_ settings: SMTPSettings) {
    // libcurl takes the name for EHLO from the path (CURLOPT_URL(3)).
    let allowed = CharacterSet.urlHostAllowed.subtracting(CharacterSet(charactersIn: "/?#%"))
    let helo = settings.heloName?.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    set(CURLOPT_URL, settings.relay + "/" + helo)
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    // Neither a proxy nor a `.netrc` of the environment has a say in where mail goes.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_CONNECT_ONLY, 1)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_CONNECTTIMEOUT, settings.connectTimeout)
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.connectTimeout)
    set(CURLOPT_TIMEOUT, settings.connectTimeout)
    guard let username = settings.username else { return }
    set(CURLOPT_USERNAME, username)
    set(CURLOPT_PASSWORD, settings.password ?? "")
  }

  private func encrypt(_ settings: SMTPSettings) {
    let level = [.required: CURLUSESSL_ALL, .opportunistic: CURLUSESSL_TRY, .off: CURLUSESSL_NONE][settings.startTLS]
    set(CURLOPT_USE_SSL, Int((level ?? CURLUSESSL_ALL).rawValue))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    guard let file = settings.caFile else { return }
    set(CURLOPT_CAINFO, file)
    // The file replaces the system's authorities; libcurl would add them.
    set(CURLOPT_CAPATH, nil)
  }

  /// Has libcurl hand over every line the server says, which it otherwise keeps to itself.
  private func listen(_ listener: Listener) {
    navette_curl_set_reader(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let context else { return 0 }
      Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
        .hear(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    navette_curl_set_buffer(handle, CURLOPT_HEADERDATA, Unmanaged.passUnretained(listener).toOpaque())
  }

  private func set(_ option: CURLoption, _ value: String?) { navette_curl_set_string(handle, option, value) }

  private func set(_ option: CURLoption, _ value: Int) { navette_curl_set_long(handle, option, value) }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    return navette_curl_get_long(handle, info, &value) == CURLE_OK ? value : 0
  }

  /// Collects the server's lines.
  private final class Listener {
    private(set) var greeting = SMTPGreeting()

    func hear(_ bytes: UnsafeRawBufferPointer) {
      for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
        greeting.add(String(decoding: line, as: UTF8.self))
      }
    }
  }
}
