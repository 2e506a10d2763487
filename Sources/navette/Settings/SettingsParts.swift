import Provisioning

/// What could be made of `navette.yaml`, right or wrong: settings in which parts may be missing.
struct SettingsParts {
  let path: String
  let portal: PortalSettings
  let store: StoreSettings?
  let secretKeyFile: String?
  let tokenKeys: TokenKeys?
  /// As they stand in the file; nil for one of which nothing could be made.
  let directories: [DirectorySettings?]
  let limits: LimitSettings
  let absenceGrace: Int
  let sharedEmail: SharedEmailPolicy
  let tokens: TokenSettings
  let mail: MailSettings?
  let report: ReportSettings?
  let watch: WatchSettings
  /// There is a `mail` section, whatever could be made of it.
  let sendsMail: Bool

  /// Nil when something that must be there is not.
  var settings: Settings? {
    guard let store, let secretKeyFile, let tokenKeys else { return nil }
    return Settings(
      path: path, portal: portal, store: store, secretKeyFile: secretKeyFile, tokenKeys: tokenKeys,
      directories: directories.compactMap(\.self), limits: limits, absenceGrace: absenceGrace,
      sharedEmail: sharedEmail, tokens: tokens, mail: mail, report: report, watch: watch)
  }
}
