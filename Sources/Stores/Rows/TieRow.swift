import Provisioning

extension Tie {
  /// Of the columns key, digest, account, account_revision, missing_since, active_until, is_secondary, anchor, dn, agreed,
  /// sync_id.
  init(row: borrowing some ResultRow & ~Copyable, of directory: String) {
    self.init(
      directory: directory, anchor: Anchor(row.text(7)), syncID: row.optionalText(10).flatMap { SyncID(text: $0) },
      dn: row.text(8), digest: row.digest(1), agreed: Responsable(json: row.bytes(9)),
      account: AccountID(row.integer(2)), accountRevision: row.integer(3), missingSince: row.date(4),
      activeUntil: row.date(5), isSecondary: row.flag(6))
  }
}

extension AccountTie {
  /// Of the columns account, name of the directory, key, is_secondary, missing_since.
  init?(row: borrowing some ResultRow & ~Copyable) {
    guard let key = row.digest(2) else { return nil }
    self.init(directory: row.text(1), key: key, isSecondary: row.flag(3), missingSince: row.date(4))
  }
}

extension TieIndex.Record {
  /// Of the columns key, digest, dn_hash, active_until, whether it is missing, is_secondary, account, account_revision.
  ///
  /// - Parameters:
  ///   - revision: the account's, as it now is.
  ///   - isActive: whether the account is.
  init?(row: borrowing some ResultRow & ~Copyable, revision: Int64, isActive: Bool) {
    guard let key = row.digest(0) else { return nil }
    var flags: TieIndex.Flags = []
    if isActive { flags.insert(.active) }
    if row.flag(4) { flags.insert(.missing) }
    if row.flag(5) { flags.insert(.secondary) }
    if row.integer(7) != revision { flags.insert(.edited) }
    self.init(
      key: key, digest: row.digest(1), dnHash: UInt64(bitPattern: row.integer(2)), activeUntil: row.date(3),
      flags: flags)
  }
}
