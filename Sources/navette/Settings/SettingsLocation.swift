import Foundation
import Provisioning

/// Where the settings are: `--config`, `$NAVETTE_CONFIG`, `./navette.yaml`, `/etc/navette/navette.yaml`, in this order.
enum SettingsLocation {
  /// The path of the settings; a file that was named is not looked for elsewhere.
  static func find(
    option: String?, environment: [String: String], folder: String,
    exists: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
  ) throws(SettingsErrors) -> String {
    if let named = option ?? environment["NAVETTE_CONFIG"].flatMap({ $0.isEmpty ? nil : $0 }) {
      return absolute(named, folder)
    }
    let usual = [folder + "/navette.yaml", "/etc/navette/navette.yaml"]
    guard let found = usual.first(where: exists) else {
      throw SettingsErrors(all: [SettingsError(.noSettings(lookedIn: usual), file: "navette.yaml")])
    }
    return found
  }

  private static func absolute(_ path: String, _ folder: String) -> String {
    path.hasPrefix("/") ? path : URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder + "/")).path
  }
}
