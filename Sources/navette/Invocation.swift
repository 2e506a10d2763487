import Foundation
import Provisioning

/// Who called the program, and under which names its runs are known.
enum Invocation {
  /// `2026-11-23T04-00-12Z-7f3a`: sorts by time, is a file name, and tells two runs of one second apart.
  static func runID(at moment: Date) -> String {
    let stamp = moment.ISO8601Format().replacing(":", with: "-")
    let digits = String(UInt32.random(in: 0x1_0000...0x1_ffff), radix: 16).dropFirst()
    return "\(stamp)-\(digits)"
  }

  /// To the millisecond, as the store keeps moments: a report is the same when it is shown again.
  @Sendable static func now() -> Date {
    Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1000).rounded(.down) / 1000)
  }

  static func actor(_ kind: Actor.Kind, _ command: String) -> Actor {
    Actor(kind, name: NSUserName(), origin: origin(command))
  }

  static func origin(_ command: String) -> String {
    let process = ProcessInfo.processInfo
    return "navette \(command), \(NSUserName())@\(process.hostName), process \(process.processIdentifier)"
  }
}
