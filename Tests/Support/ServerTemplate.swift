import Foundation
import Provisioning

/// A server's folder as its setup program leaves it, made once on this machine and copied for each test.
///
/// It is kept in `.build`, under a name that changes with the server's package and with the recipe.
package struct ServerTemplate: Sendable {
  package let path: String

  /// - Parameters:
  ///   - package: the Debian package whose version the result depends on.
  ///   - recipe: all that decides what is made; another recipe is another template.
  ///   - make: makes it in the folder it is given, which is not the one it will be in.
  package init(_ name: String, package: String, recipe: String, make: (String) throws -> Void) throws {
    let key = Digest128(of: (try Self.version(of: package) + recipe).utf8)
    path = "\(Self.place)/\(name)-\(String(key.high, radix: 16))"
    guard !FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.createDirectory(atPath: Self.place, withIntermediateDirectories: true)
    // Elsewhere, since the path of a socket may not be long.
    let folder = try TemporaryFolder()
    try make(folder.path)
    let half = "\(path).\(UUID().uuidString.prefix(8))"
    // What could not be moved into place is of no use to anybody.
    defer { try? FileManager.default.removeItem(atPath: half) }
    try Program.run("/bin/cp", package: "coreutils", ["-a", folder.path, half])
    // Who comes second finds a folder in its place, which is as good.
    guard rename(half, path) == 0 || errno == ENOTEMPTY || errno == EEXIST else {
      throw ProgramFailure(description: "\(path): \(String(cString: strerror(errno)))")
    }
  }

  /// Copies it into a folder that is there.
  package func copy(to folder: String) throws {
    try Program.run("/bin/cp", package: "coreutils", ["-a", "--reflink=auto", path + "/.", folder])
  }

  private static let place =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/.build/test-servers"

  private static func version(of package: String) throws -> String {
    do {
      return try Program.run("/usr/bin/dpkg-query", package: "dpkg", ["-W", "-f", "${Version}", package])
    } catch let failure as ProgramFailure {
      throw ProgramFailure(description: "apt-get install \(package)\n\(failure.description)")
    }
  }
}
