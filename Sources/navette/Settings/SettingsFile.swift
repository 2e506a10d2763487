import Foundation
import Provisioning

/// Reads `navette.yaml`: every key known, every value checked, all faults told at once.
enum SettingsFile {
  private static let keys = [
    "portal", "store", "secretKeyFile", "directories", "limits", "absence", "sharedEmail", "tokens", "mail",
    "report", "watch",
  ]

  static func load(path: String, environment: [String: String]) throws(SettingsErrors) -> Settings {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SettingsErrors(all: [SettingsError(.unreadable("no such file, or no right to read it"), file: path)])
    }
    return try parse(Array(data), path: path, environment: environment)
  }

  static func parse(
    _ bytes: [UInt8], path: String, environment: [String: String]
  ) throws(SettingsErrors) -> Settings {
    let faults = SettingsFaults()
    let parts = parts(of: bytes, path: path, environment: environment, faults)
    try faults.check()
    guard let settings = parts?.settings else {
      throw SettingsErrors(all: [SettingsError(.unreadable("nothing could be made of it"), file: path)])
    }
    return settings
  }

  /// What could be read, and everything that was wrong: for those who look on where a run stops.
  static func examine(path: String, environment: [String: String]) -> (parts: SettingsParts?, faults: [SettingsError]) {
    let faults = SettingsFaults()
    guard let data = FileManager.default.contents(atPath: path) else {
      return (nil, [SettingsError(.unreadable("no such file, or no right to read it"), file: path)])
    }
    let parts = parts(of: Array(data), path: path, environment: environment, faults)
    do throws(SettingsErrors) {
      try faults.check()
      return (parts, [])
    } catch {
      return (parts, error.all)
    }
  }

  private static func parts(
    of bytes: [UInt8], path: String, environment: [String: String], _ faults: SettingsFaults
  ) -> SettingsParts? {
    let source = SettingsSource(file: path, environment: environment, faults: faults)
    return source.root(of: bytes)?.section(keys).map { assemble($0, path: path) }
  }

  /// Every part is read whatever became of the others.
  private static func assemble(_ top: SettingsSection, path: String) -> SettingsParts {
    let portal = PortalReader.read(top, sendsMail: top["mail"] != nil)
    let mail = top["mail"].flatMap { MailReader.read($0, zone: portal.zone) }
    let store = top.required("store").flatMap(StoreReader.read)
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
    guard let items = top.required("directories")?.list("a list of directories, each beginning with -") else {
      return []
    }
    var names: Set<String> = []
    return items.map { item in
      guard item.isGroup else { return item.wrongType("a group of keys") }
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
