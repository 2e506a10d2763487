import Foundation
import Provisioning

@testable import navette

/// A folder with a secret key, a password and a mapping, as settings name them; gone with the test.
final class SettingsFolder {
  let path: String
  var settings: String { path + "/navette.yaml" }

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "navette-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path + "/mappings", withIntermediateDirectories: true)
    try write("k1 \(Self.secret)\n", to: "secret.key", mode: 0o600)
    try write("s3cret\n", to: "password", mode: 0o600)
  }

  deinit {
    // A folder that cannot be removed is the machine's to clean.
    try? FileManager.default.removeItem(atPath: path)
  }

  static let secret = Data(repeating: 7, count: 32).base64EncodedString()

  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  /// The three things that must be there.
  static let least = """
    store: sqlite:navette.sqlite
    secretKeyFile: secret.key
    directories:
      - name: mairie
        url: ldaps://ldap.valmont.example
        base: ou=responsables,dc=valmont,dc=example
        mapping: openldap

    """

  func load(_ text: String, environment: [String: String] = [:]) throws -> Settings {
    try SettingsFile.parse(Array(text.utf8), path: settings, environment: environment)
  }

  /// What is wrong with the text, each as `line:column key sentence` without the folder's name.
  func faults(_ text: String, environment: [String: String] = [:]) throws -> [SettingsError] {
    do {
      _ = try load(text, environment: environment)
      return []
    } catch let errors as SettingsErrors {
      return errors.all
    }
  }
}
