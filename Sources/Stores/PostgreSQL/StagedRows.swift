import Provisioning

/// Rows of `incoming`, where a row of a batch stands before it is written.
extension CopyRows {
  /// The columns of `incoming`, in the order of the values below.
  static let copyIncoming: StaticString = """
    COPY incoming (ordinal, account, action, revision, keeps_verification, is_cleared, has_password, number, civility,
      last_name, first_name, email, name_key, mobile, attributes, status, inactive_reason, directory, key, digest, dn_hash,
      missing_since, active_until, is_secondary, anchor, sync_id, dn, agreed, removes_tie, revokes_tokens, cancels_mails,
      token_hash, nonce, key_id, purpose, address, issued_at, life, change_kind, change_anchor, change_dn, change_fields,
      change_reason, change_detail, mail_kind, recipient, recipient_name, mail_number, message_id, other_address, mail_token)
    FROM STDIN BINARY
    """
  private static let incomingColumns = 51

  /// Adds a row, and another for each mail after the first; returns the place of the last.
  ///
  /// - Parameters:
  ///   - last: the place of the last row before.
  ///   - isCleared: whether the account's number is among those that are exchanged.
  mutating func add(_ item: RowToWrite, after last: Int, isCleared: Bool, hasPassword: Bool) -> Int {
    let row = item.row
    let account = AccountColumns(row.account)
    beginRow(of: Self.incomingColumns)
    add(last + 1, row.id.rawValue, account.action, account.revision, account.keepsVerification, isCleared, hasPassword)
    let person = account.responsable
    add(
      person?.number, person?.civility, person?.lastName, person?.firstName, person?.email, item.texts?.nameKey,
      person?.mobile, item.texts?.attributes, account.status?.text, account.status?.reason)
    let (tie, texts) = (row.tie, item.tie)
    add(
      tie?.directory, texts?.key, tie?.digest, texts?.dnHash, tie?.missingSince, tie?.activeUntil, tie?.isSecondary,
      tie?.anchor.text, tie?.syncID?.text, tie?.dn, texts?.agreed)
    add(row.removesTie, row.revokesTokens, row.cancelsMails)
    let token = row.token
    add(
      token?.hash, token.map { PostgreSQLBytes(bytes: $0.id) }, token?.keyID, token?.purpose.rawValue, token?.address,
      token?.issuedAt, token?.life)
    let line = row.journal
    add(line?.kind, line?.anchor, line?.dn, line?.fields, line?.reason, line?.detail)
    add(row.mails.first)
    for (index, mail) in row.mails.enumerated().dropFirst() { add(mail, at: last + 1 + index, row.id) }
    return last + max(1, row.mails.count)
  }

  private mutating func add(_ mail: MailRow?) {
    add(
      mail?.kind.rawValue, mail?.to, mail?.recipientName, mail?.number, mail?.messageID, mail?.otherAddress,
      mail?.tokenHash)
  }

  /// A row that holds a mail and nothing else.
  private mutating func add(_ mail: MailRow, at place: Int, _ account: AccountID) {
    beginRow(of: Self.incomingColumns)
    add(place, account.rawValue, "mail", Int64?.none, false, false, false)
    // From the number to what the tie holds, and the tie that is removed.
    addNulls(22)
    add(false, false)
    // The token, and the line of the journal.
    addNulls(13)
    add(mail)
  }
}

/// What a row writes of its account, column by column.
private struct AccountColumns {
  let action: String
  var revision: Int64?
  var responsable: Responsable?
  var status: AccountStatus?
  var keepsVerification = false

  init(_ write: BatchRow.AccountWrite) {
    switch write {
    case .insert(let responsable, let status):
      action = "insert"
      (self.responsable, self.status) = (responsable, status)
    case .update(let revision, let responsable, let status, let keepsVerification):
      action = "update"
      (self.revision, self.responsable, self.status) = (revision, responsable, status)
      self.keepsVerification = keepsVerification
    case .keep(let revision):
      action = "keep"
      self.revision = revision
    }
  }
}
