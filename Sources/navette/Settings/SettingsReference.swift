import Foundation
import Provisioning

/// `${env:NAME}` and `${credential:NAME}` in a setting, filled in from the surroundings of the program.
enum SettingsReference {
  /// What a credential of systemd (`systemd.exec(5)`) may stand for.
  enum Credentials { case refused, asPaths, asContents }

  /// The text filled in; nil when something it names is not there, which is reported.
  static func expand(_ text: String, at node: SettingsNode, credentials: Credentials) -> String? {
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      result += rest[..<start.lowerBound]
      guard let value = resolve(rest[start.upperBound..<end], node, credentials) else { return nil }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func resolve(_ name: Substring, _ node: SettingsNode, _ credentials: Credentials) -> String? {
    if name.hasPrefix("env:") {
      let variable = String(name.dropFirst(4))
      if let value = node.source.environment[variable], !value.isEmpty { return value }
      return refuse(.noVariable(variable), node)
    }
    guard name.hasPrefix("credential:") else {
      return refuse(.unknown(String(name)), node)
    }
    let credential = String(name.dropFirst(11))
    guard credentials != .refused else {
      return refuse(.credentialNotHere, node)
    }
    guard let folder = node.source.environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
      return refuse(.noCredentials(wanted: credential), node)
    }
    guard !credential.isEmpty, !credential.contains("/") else {
      return refuse(.badCredentialName, node)
    }
    let path = folder + "/" + credential
    return credentials == .asPaths ? path : SecretFile.read(path, for: node)
  }

  private static func refuse(_ fault: SettingsError.Reference, _ node: SettingsNode) -> String? {
    node.fault(.reference(fault))
    return nil
  }
}
