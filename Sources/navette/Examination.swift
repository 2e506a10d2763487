import Delivery
import Directories
import Foundation
import Presentation
import Provisioning
import Stores

/// Looks at everything a run rests on and writes nothing; what is wrong in one place hides no other.
struct Examination {
  private let path: String
  private let environment: [String: String]
  private let parts: SettingsParts?
  private let errors: SettingsErrors?

  init(path: String, environment: [String: String]) {
    self.path = path
    self.environment = environment
    (parts, errors) = SettingsFile.examine(path: path, environment: environment)
  }

  /// The clock of the portal, as far as the settings can be read.
  var zone: TimeZone { parts?.portal.zone ?? .gmt }

  /// The portal's language; that of the surroundings where the settings do not say.
  var language: Language {
    (errors == nil ? parts?.portal.language : errors?.language) ?? Language(environment: environment)
  }

  private var faults: [SettingsError] { errors?.all ?? [] }

  func findings() -> [Finding] {
    guard let parts else { return settingsFindings }
    return settingsFindings + secretKey(parts) + mappings(parts) + templates(parts) + directories(parts) + store(parts)
      + relay(parts)
  }

  // MARK: Files

  private var settingsFindings: [Finding] {
    let own = faults.filter { subject(of: $0) == .settings }
    if own.isEmpty, let parts { return [Finding(.settings(path: path, directories: parts.directories.count))] }
    return own.map { Finding(.faulty(.settings, $0)) }
  }

  private func subject(of fault: SettingsError) -> Finding.Subject {
    if fault.file != path { return .mapping }
    return fault.key == "secretKeyFile" ? .secretKey : .settings
  }

  private func secretKey(_ parts: SettingsParts) -> [Finding] {
    let own = faults.filter { subject(of: $0) == .secretKey }
    if own.isEmpty, let file = parts.secretKeyFile, let keys = parts.tokenKeys {
      return [Finding(.secretKeys(path: file, count: keys.count))]
    }
    return own.map { Finding(.faulty(.secretKey, $0)) }
  }

  private func mappings(_ parts: SettingsParts) -> [Finding] {
    let own = faults.filter { subject(of: $0) == .mapping }
    let read = parts.directories.compactMap { directory -> Finding? in
      guard let directory else { return nil }
      return Finding(
        .mapping(name: directory.mapping.name, path: directory.mappingPath, fields: directory.mapping.rules.count),
        directory: directory.name)
    }
    return read + own.map { Finding(.faulty(.mapping, $0)) }
  }

  private func templates(_ parts: SettingsParts) -> [Finding] {
    guard let folder = parts.mail?.templates else { return [] }
    do throws(MailFault) {
      let files = try TemplateFolder.read(folder)
      _ = try MailTemplates(overrides: files)
      return [Finding(.templates(folder: folder, count: files.count))]
    } catch {
      return [Finding(.templatesFailed(error))]
    }
  }

  // MARK: The outside world

  private func directories(_ parts: SettingsParts) -> [Finding] {
    parts.directories.enumerated().flatMap { index, directory -> [Finding] in
      guard let directory else { return [] }
      let isWhole = !faults.contains { $0.file == path && $0.key?.hasPrefix("directories[\(index)]") == true }
      return DirectoryTrial(directory.kind, mapping: directory.mapping, signsIn: isWhole).examine()
    }
  }

  private func store(_ parts: SettingsParts) -> [Finding] {
    parts.store.map { StoreTrial($0.kind).examine() } ?? []
  }

  private func relay(_ parts: SettingsParts) -> [Finding] {
    guard parts.sendsMail else { return [Finding(.noRelay)] }
    let isWhole = !faults.contains { $0.file == path && $0.key?.hasPrefix("mail") == true }
    guard let mail = parts.mail, isWhole else { return [Finding(.untried([.relay]))] }
    return RelayTrial(mail.transportKind).examine()
  }
}
