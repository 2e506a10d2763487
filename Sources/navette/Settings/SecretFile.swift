import Foundation
import Provisioning

/// Files that hold secrets.
enum SecretFile {
  /// The text of a file without its one final newline; nil, with the reason reported, when there is none.
  static func read(_ path: String, for node: SettingsNode) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else {
      return refuse(.unreadable, path, node)
    }
    guard var text = String(validating: data, as: UTF8.self) else { return refuse(.notUTF8, path, node) }
    if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    return text.isEmpty ? refuse(.empty, path, node) : text
  }

  /// The token keys of a file that its owner alone can read.
  ///
  /// systemd lends a credential to the user of a unit by an entry of an access control list, which shows as a right of the
  /// group (systemd.exec(5), `LoadCredential=`); its folder is that user's alone.
  static func tokenKeys(_ path: String, for node: SettingsNode) -> TokenKeys? {
    guard isPrivate(path, for: node), let text = read(path, for: node) else { return nil }
    do {
      return try TokenKeyFile.parse(text)
    } catch {
      return refuse(.tokenKeys(error), path, node)
    }
  }

  /// Whether a file of keys that a library reads (a keytab) is there, and is its owner's alone.
  static func isKept(_ path: String, for node: SettingsNode) -> Bool {
    guard isPrivate(path, for: node) else { return false }
    guard FileManager.default.isReadableFile(atPath: path) else {
      return refuse(.unreadable, path, node) ?? false
    }
    return true
  }

  private static func isPrivate(_ path: String, for node: SettingsNode) -> Bool {
    let allowed = isCredential(path, node.source.environment) ? 0o740 : 0o700
    // A file that is not there has no attributes; reading it says so.
    guard let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int,
      mode & 0o777 & ~allowed != 0
    else { return true }
    return refuse(.readableByOthers(mode: mode), path, node) ?? false
  }

  private static func isCredential(_ path: String, _ environment: [String: String]) -> Bool {
    guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else { return false }
    return URL(fileURLWithPath: path).deletingLastPathComponent().path == URL(fileURLWithPath: folder).path
  }

  private static func refuse<Value>(_ fault: SettingsError.SecretFault, _ path: String, _ node: SettingsNode) -> Value?
  {
    node.fault(.secret(path: path, fault))
    return nil
  }
}
