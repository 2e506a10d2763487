import Foundation

/// A certificate authority of the tests' own, and a server certificate it signed.
package struct SMTPServerCertificates: Sendable {
  package let folder: String
  package var caFile: String { folder + "/ca.pem" }
  package var certificateFile: String { folder + "/server.pem" }
  package var keyFile: String { folder + "/server.key" }

  /// - Parameter name: the subject alternative name, such as `IP:127.0.0.1` or `DNS:elsewhere.valmont.example`.
  package init(in folder: String, name: String = "IP:127.0.0.1") throws {
    self.folder = folder
    let openssl = try SMTPServerPrograms.path("openssl", package: "openssl")
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try SMTPServerPrograms.run(
      openssl,
      ["req", "-x509", "-days", "2", "-subj", "/CN=Test authority", "-keyout", folder + "/ca.key", "-out", caFile]
        + key)
    try SMTPServerPrograms.run(
      openssl, ["req", "-subj", "/CN=relay", "-keyout", keyFile, "-out", folder + "/server.csr"] + key)
    try "subjectAltName=\(name)\n".write(toFile: folder + "/ext", atomically: true, encoding: .utf8)
    try SMTPServerPrograms.run(
      openssl,
      [
        "x509", "-req", "-days", "2", "-in", folder + "/server.csr", "-CA", caFile, "-CAkey", folder + "/ca.key",
        "-CAcreateserial", "-extfile", folder + "/ext", "-out", certificateFile,
      ])
  }
}
