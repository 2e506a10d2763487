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
    var others = faults.filter { subject(of: $0) == .mapping }
    var findings: [Finding] = []
    for directory in parts.directories.compactMap(\.self) {
      let own = others.filter { $0.file == directory.mappingPath }
      others.removeAll { $0.file == directory.mappingPath }
      let isRight = own.isEmpty && !faults.contains { $0.file == directory.mappingPath }
      if isRight {
        let fields = directory.mapping.rules.count
        let fact = Finding.Fact.mapping(name: directory.mapping.name, path: directory.mappingPath, fields: fields)
        findings.append(Finding(fact, directory: directory.name))
      }
      findings += own.map { Finding(.faulty(.mapping, $0), directory: directory.name) }
    }
    return findings + others.map { Finding(.faulty(.mapping, $0)) }
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
      let isMapped = !faults.contains { $0.file == directory.mappingPath }
      let tried = DirectoryTrial(directory.kind, mapping: directory.mapping, signsIn: isWhole).examine()
      let found = isMapped ? tried : tried.withoutMapping
      let last = lastRead(of: directory.name, parts)
      return Dictionary(grouping: found.indices, by: { found[$0].server }).values
        .map { $0.sorted() }.sorted { $0[0] < $1[0] }
        .flatMap { Array($0.map { found[$0] }).compared(with: last).judged(by: parts.limits.limits) }
    }
  }

  /// What the last applied read of everything found; nil where there is no store yet, or none that can be read.
  private func lastRead(of directory: String, _ parts: SettingsParts) -> WholeRead? {
    try? parts.store?.kind.open(.readOnly).history(of: directory, since: Date()).lastWholeRead
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
