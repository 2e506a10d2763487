import Provisioning

/// The control by which Active Directory tells what changed in a naming context ([MS-ADTS] §3.1.1.3.4.1.3).
enum DirSyncControl {
  static let identifier = "1.2.840.113556.1.4.841"

  /// With which right it is asked.
  enum Right: String {
    /// That of replication (`DS-Replication-Get-Changes`): all is told, the removed as well.
    case replication = "0"
    /// That to the entries themselves (`LDAP_DIRSYNC_OBJECT_SECURITY`): what may not be read is not told.
    case entries = "1"

    var flags: Int { self == .replication ? 0 : 1 }
  }

  /// So much is told in one answer, in bytes.
  private static let answerSize = 1_048_576

  static func request(_ right: Right, cookie: [UInt8]) -> LDAPControlValue {
    LDAPControlValue(
      identifier: identifier,
      value: BEREncoding.sequence([
        BEREncoding.integer(right.flags), BEREncoding.integer(answerSize), BEREncoding.octets(cookie),
      ]))
  }

  /// The server's answer: where it is, and whether there is more.
  struct Answer {
    let isMore: Bool
    let cookie: [UInt8]

    init?(_ value: [UInt8]) {
      var outer = DERReader(value[...])
      guard var body = outer.enter(0x30), let more = body.enter(0x02)?.bytes, body.enter(0x02) != nil,
        let cookie = body.enter(0x04)?.bytes
      else { return nil }
      isMore = more.contains { $0 != 0 }
      self.cookie = Array(cookie)
    }
  }
}
