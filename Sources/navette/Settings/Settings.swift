import Provisioning

/// Everything `navette.yaml` says, checked.
struct Settings: Equatable, Sendable {
  /// The file it was read from.
  let path: String
  let portal: PortalSettings
  let store: StoreSettings
  let secretKeyFile: String
  var tokenKeys: TokenKeys
  /// In the order in which they are synchronised.
  let directories: [DirectorySettings]
  let limits: LimitSettings
  /// How long an entry may be missing before its account is deactivated, in seconds.
  let absenceGrace: Int
  let sharedEmail: SharedEmailPolicy
  let tokens: TokenSettings
  /// Without it mails wait in the outbox.
  let mail: MailSettings?
  /// Without it no report is mailed.
  let report: ReportSettings?
  let watch: WatchSettings
}

/// Whether two responsables may have one address.
enum SharedEmailPolicy: String, Equatable, Sendable, CaseIterable { case allow, hold }
