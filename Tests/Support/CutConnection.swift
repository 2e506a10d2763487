import Foundation
import Synchronization

/// Stands between a client and a server on loopback and, once, cuts the connection when the client says a certain word.
package final class CutConnection: Sendable {
  package enum Moment: Sendable {
    /// The word arrives; what the server answers does not.
    case afterTheWord
    /// Neither does.
    case beforeTheWord
  }

  package let port: Int
  private let listener: Int32
  private let server: Int
  private let word: [UInt8]
  private let moment: Moment
  private struct State {
    /// Whether the word still cuts.
    var isArmed = false
    /// Whether that is the end for everybody.
    var endsAll = false
    /// Whether nobody is let through any more.
    var isClosed = false
  }
  private let state = Mutex(State())

  package init(to server: Int, word: String, _ moment: Moment) throws {
    self.server = server
    self.word = Array(word.utf8)
    self.moment = moment
    port = try FreePort.find()
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var on: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard Self.address(port, { bind(listener, $0, $1) }) == 0, listen(listener, 8) == 0 else {
      throw ProgramFailure(description: "port \(port): \(String(cString: strerror(errno)))")
    }
    Thread.detachNewThread { [listener] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        self.serve(client)
      }
    }
  }

  deinit { close() }

  /// From now on the word cuts, once; for good when nobody is let through any more from then on.
  package func arm(forGood: Bool = false) {
    state.withLock { state in
      state.isArmed = true
      state.endsAll = forGood
    }
  }

  /// Stops listening.
  package func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32) {
    let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard !state.withLock({ $0.isClosed }), Self.address(server, { connect(upstream, $0, $1) }) == 0 else {
      Foundation.close(client)
      Foundation.close(upstream)
      return
    }
    Thread.detachNewThread { Self.pump(upstream, client) { _ in .pass } }
    Thread.detachNewThread {
      Self.pump(client, upstream) { bytes in
        guard self.says(bytes) else { return .pass }
        // The answer must find nobody.
        shutdown(client, Int32(SHUT_RDWR))
        return self.moment == .afterTheWord ? .passAndEnd : .end
      }
    }
  }

  private func says(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.indices.contains(where: { bytes[$0...].starts(with: word) }) else { return false }
    return state.withLock { state in
      guard state.isArmed else { return false }
      state.isArmed = false
      state.isClosed = state.endsAll
      return true
    }
  }

  private enum Verdict { case pass, passAndEnd, end }

  /// Carries bytes from one to the other until either is gone.
  private static func pump(_ from: Int32, _ to: Int32, _ judge: (ArraySlice<UInt8>) -> Verdict) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    defer {
      // Long enough for a server to take what was sent last.
      usleep(200_000)
      shutdown(from, Int32(SHUT_RDWR))
      shutdown(to, Int32(SHUT_RDWR))
    }
    while true {
      let count = recv(from, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      let verdict = judge(buffer[..<count])
      if verdict == .end { return }
      guard send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count, verdict == .pass else { return }
    }
  }

  private static func address<Result>(
    _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
