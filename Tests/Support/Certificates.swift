import Foundation

/// An authority of its own and what it signs, made by `openssl` in a private folder.
package final class Certificates: Sendable {
  /// A certificate and its key, both files in PEM.
  package struct Pair: Sendable {
    package let certificate: String
    package let key: String
  }

  /// The authority's certificate: the file a client trusts.
  package let authority: Pair
  private let folder: TemporaryFolder

  package init() throws {
    folder = try TemporaryFolder()
    authority = Pair(certificate: folder.path + "/ca.pem", key: folder.path + "/ca.key")
    try Self.openssl(
      ["req", "-x509", "-days", "30", "-subj", "/CN=Autorite de test", "-out", authority.certificate]
        + Self.newKey(authority.key))
  }

  /// A certificate for a subject; `names` as in `IP:127.0.0.1`, `DNS:example.org`, or none; a negative life has ended.
  package func sign(_ name: String, subject: String = "/CN=test", names: String?, days: Int = 30) throws -> Pair {
    let pair = Pair(certificate: folder.path + "/\(name).pem", key: folder.path + "/\(name).key")
    let request = folder.path + "/\(name).csr"
    let extensions = try folder.write("\(name).ext", names.map { "subjectAltName=\($0)\n" } ?? "\n")
    try Self.openssl(["req", "-subj", subject, "-out", request] + Self.newKey(pair.key))
    try Self.openssl([
      "x509", "-req", "-in", request, "-CA", authority.certificate, "-CAkey", authority.key, "-set_serial",
      String(UInt32.random(in: 1...UInt32.max)), "-days", String(days), "-extfile", extensions, "-out",
      pair.certificate,
    ])
    return pair
  }

  private static func newKey(_ path: String) -> [String] {
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", path]
  }

  private static func openssl(_ arguments: [String]) throws {
    try Program.run("/usr/bin/openssl", package: "openssl", arguments)
  }
}
