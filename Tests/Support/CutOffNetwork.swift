import Foundation

/// A network namespace with one cable to this machine, which can be pulled: what runs in it is another machine to its servers.
///
/// Gone with its owner.
package final class CutOffNetwork {
  private static let package = "iproute2"
  private let name: String
  private let cable: String
  /// This machine's end of the cable, where servers listen for who is in the namespace; nobody else is on it.
  package let address: String

  package init() throws {
    guard getuid() == 0 else {
      throw ScenarioFailure("a network of its own can be made by root alone: run the tests as root")
    }
    let mark = UUID().uuidString.prefix(6).lowercased()
    (name, cable) = ("navette-\(mark)", "nvt-\(mark)")
    let net = "10.\(Int.random(in: 64...127)).\(Int.random(in: 0...255))"
    address = net + ".1"
    try Self.ip("netns", "add", name)
    try Self.ip("link", "add", cable, "type", "veth", "peer", "name", "outside", "netns", name)
    try Self.ip("address", "add", net + ".1/30", "dev", cable)
    try Self.ip("link", "set", cable, "up")
    try Self.ip("-n", name, "address", "add", net + ".2/30", "dev", "outside")
    try Self.ip("-n", name, "link", "set", "outside", "up")
    try Self.ip("-n", name, "link", "set", "lo", "up")
  }

  deinit {
    // With the namespace its end of the cable goes, and so does ours.
    try? Self.ip("netns", "delete", name)
  }

  /// What is to be put before a command, for it to run there.
  package var shell: String { "set -- ip netns exec \(name) \"$@\"" }

  /// Whatever is on its way is lost, and nobody is told.
  package func pull() throws { try Self.ip("link", "set", cable, "down") }

  package func plugIn() throws { try Self.ip("link", "set", cable, "up") }

  private static func ip(_ arguments: String...) throws {
    try Program.run("/usr/sbin/ip", package: package, arguments)
  }
}
