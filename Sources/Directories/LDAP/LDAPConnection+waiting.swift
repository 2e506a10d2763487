private import CLDAP
import Foundation

extension LDAPConnection {
  /// The messages of an operation that have arrived, waiting for the first; `seconds` without a byte is a failure, and
  /// where there are none, it waits for as long as the connection lasts.
  ///
  /// While `streaming` it naps before it looks again: a reader that sleeps in the kernel until the next message makes
  /// both processes wake for each, and one that naps finds hundreds.
  func messages(
    of operation: Int32, seconds: Int?, streaming: Bool = false
  ) throws(LDAPFailure) -> LDAPMessages {
    var lastByte = ContinuousClock.now
    while true {
      if isInterrupted() { throw .interrupted }
      if let messages = try received(of: operation) { return messages }
      if streaming { Self.nap() }
      if bytesArrive() {
        lastByte = .now
      } else if let seconds, lastByte.duration(to: .now) >= .seconds(seconds) {
        throw .silent(seconds: seconds)
      }
    }
  }

  private func received(of operation: Int32) throws(LDAPFailure) -> LDAPMessages? {
    var none = timeval(tv_sec: 0, tv_usec: 0)
    var chain: OpaquePointer?
    let kind = ldap_result(handle, operation, LDAP_MSG_RECEIVED, &none, &chain)
    guard kind >= 0 else { throw .library(errorNumber) }
    return chain.map { LDAPMessages(owning: $0) }
  }

  private static func nap() {
    var time = timespec(tv_sec: 0, tv_nsec: 400_000)
    nanosleep(&time, nil)
  }

  /// Waits for bytes to arrive, but never longer than an operator may wait for an answer.
  private func bytesArrive() -> Bool {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 200) > 0
  }
}
