import Foundation
import Presentation
import Provisioning

/// Reads `navette.yaml`: every key known, every value checked, all faults told at once.
enum SettingsFile {
  private static let keys = [
    "portal", "store", StoreReader.passwordKey, "secretKeyFile", "directories", "limits", "absence", "sharedEmail",
    "tokens", "mail",
    "report", "watch",
  ]

  static func load(path: String, environment: [String: String]) throws(SettingsErrors) -> Settings {
    let (parts, errors) = examine(path: path, environment: environment)
    return try settings(parts, errors, path)
  }

  static func parse(
    _ bytes: [UInt8], path: String, environment: [String: String]
  ) throws(SettingsErrors) -> Settings {
    let (parts, errors) = examine(bytes, path: path, environment: environment)
    return try settings(parts, errors, path)
  }

  /// What could be read, and everything that was wrong: for those who look on where a run stops.
  static func examine(path: String, environment: [String: String]) -> (parts: SettingsParts?, errors: SettingsErrors?) {
    guard let data = FileManager.default.contents(atPath: path) else {
      return (nil, SettingsErrors(all: [SettingsError(.unreadable, file: path)]))
    }
    return examine(Array(data), path: path, environment: environment)
  }

  private static func examine(
    _ bytes: [UInt8], path: String, environment: [String: String]
  ) -> (parts: SettingsParts?, errors: SettingsErrors?) {
    let faults = SettingsFaults()
    let source = SettingsSource(file: path, environment: environment, faults: faults)
    let parts = source.root(of: bytes)?.section(keys).map { assemble($0, path: path) }
    let all = faults.inOrder
    return (parts, all.isEmpty ? nil : SettingsErrors(all: all, language: language(of: parts, all)))
  }

  private static func settings(
    _ parts: SettingsParts?, _ errors: SettingsErrors?, _ path: String
  ) throws(SettingsErrors) -> Settings {
    if let errors { throw errors }
    guard let settings = parts?.settings else {
      throw SettingsErrors(all: [SettingsError(.wrongType(expected: .keys, found: .nothing), file: path)])
    }
    return settings
  }

  /// Nil where `portal.locale` itself cannot be read.
  private static func language(of parts: SettingsParts?, _ faults: [SettingsError]) -> Language? {
    guard let parts else { return nil }
    let isWrong = faults.contains {
      guard $0.file == parts.path else { return false }
      if case .wrongType = $0.kind, $0.key == "portal" { return true }
      return $0.key == "portal.locale"
    }
    return isWrong ? nil : parts.portal.language
  }

  /// Every part is read whatever became of the others.
  private static func assemble(_ top: SettingsSection, path: String) -> SettingsParts {
    let portal = PortalReader.read(top, sendsMail: top["mail"] != nil)
    let mail = top["mail"].flatMap { MailReader.read($0, zone: portal.zone) }
    let store = StoreReader.read(top)
    let secretKeyFile = top.required("secretKeyFile")
    let secretPath = secretKeyFile?.path()
    let tokenKeys = secretPath.flatMap { path in secretKeyFile.flatMap { SecretFile.tokenKeys(path, for: $0) } }
    let directories = readDirectories(top).map { $0?.endingDays(in: portal.zone) }
    let limits = readLimits(top["limits"])
    let grace = top["absence"]?.section(["grace"])?["grace"]?.duration()
    let sharedEmail = top["sharedEmail"]?.word(SharedEmailPolicy.self)
    let tokens = readTokens(top["tokens"])
    return SettingsParts(
      path: path, portal: portal, store: store, secretKeyFile: secretPath, tokenKeys: tokenKeys,
      directories: directories, limits: limits, absenceGrace: grace ?? 86_400, sharedEmail: sharedEmail ?? .allow,
      tokens: tokens, mail: mail, report: ReportReader.read(top), watch: readWatch(top["watch"]),
      sendsMail: top["mail"] != nil)
  }

  private static func readDirectories(_ top: SettingsSection) -> [DirectorySettings?] {
    guard let items = top.required("directories")?.list(.directories) else {
      return []
    }
    var names: Set<String> = []
    return items.map { item in
      guard item.isGroup else { return item.wrongType(.group) }
      return DirectoryReader.read(item) { name in names.insert(name).inserted }
    }
  }

  private static func readLimits(_ node: SettingsNode?) -> LimitSettings {
    var limits = LimitSettings()
    guard let section = node?.section(Limit.Name.allCases.map(\.rawValue) + ["allowEmpty", "window"]) else {
      return limits
    }
    for name in Limit.Name.allCases {
      if let limit = section[name.rawValue]?.limit(isCount: name == .linkMails) { limits.limits[name] = limit }
    }
    limits.allowEmpty = section["allowEmpty"]?.boolean() ?? limits.allowEmpty
    limits.window = section["window"]?.duration() ?? limits.window
    return limits
  }

  private static func readWatch(_ node: SettingsNode?) -> WatchSettings {
    var watch = WatchSettings()
    guard let section = node?.section(["gather", "pollEvery", "runEvery"]) else { return watch }
    watch.gather = section["gather"]?.duration() ?? watch.gather
    watch.pollEvery = section["pollEvery"]?.duration(atLeast: 1) ?? watch.pollEvery
    watch.runEvery = section["runEvery"]?.duration(atLeast: 60) ?? watch.runEvery
    return watch
  }

  private static func readTokens(_ node: SettingsNode?) -> TokenSettings {
    var tokens = TokenSettings()
    guard let section = node?.section(["creation", "reset"]) else { return tokens }
    tokens.creation = section["creation"]?.duration(atLeast: 60) ?? tokens.creation
    tokens.reset = section["reset"]?.duration(atLeast: 60) ?? tokens.reset
    return tokens
  }
}
