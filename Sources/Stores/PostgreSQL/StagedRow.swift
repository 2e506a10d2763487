import Provisioning

/// A row of a batch as COPY takes it, made before its turn comes.
struct StagedRow: Sendable {
  /// A whole row of `incoming`, in binary format.
  let bytes: [UInt8]
  let mails: Int

  /// The columns of `incoming`, in the order of the values below.
  static let copy: StaticString = """
    COPY incoming (ordinal, account, action, revision, keeps_verification, is_cleared, has_password, number, civility,
      last_name, first_name, email, name_key, mobile, attributes, status, inactive_reason, directory, key, digest, dn_hash,
      missing_since, active_until, is_secondary, anchor, sync_id, dn, agreed, removes_tie, revokes_tokens, cancels_mails,
      token_hash, nonce, key_id, purpose, address, issued_at, life, mails, change_kind, change_anchor, change_dn,
      change_fields, change_reason, change_detail)
    FROM STDIN BINARY
    """

  /// - Parameter isCleared: whether the account's number is among those that are exchanged.
  init(_ item: RowToWrite, ordinal: Int, isCleared: Bool = false, hasPassword: Bool = false) {
    let row = item.row
    let account = AccountColumns(row.account)
    var fields = PostgreSQLFields()
    fields.add(
      ordinal, row.id.rawValue, account.action, account.revision, account.keepsVerification, isCleared, hasPassword)
    let person = account.responsable
    fields.add(
      person?.number, person?.civility, person?.lastName, person?.firstName, person?.email, item.texts?.nameKey,
      person?.mobile, item.texts?.attributes, account.status?.text, account.status?.reason)
    let (tie, texts) = (row.tie, item.tie)
    fields.add(
      tie?.directory, texts?.key, tie?.digest, texts?.dnHash, tie?.missingSince, tie?.activeUntil, tie?.isSecondary,
      tie?.anchor.text, tie?.syncID?.text, tie?.dn, texts?.agreed)
    fields.add(row.removesTie, row.revokesTokens, row.cancelsMails)
    let token = row.token
    fields.add(
      token?.hash, token.map { PostgreSQLBytes(bytes: $0.id) }, token?.keyID, token?.purpose.rawValue, token?.address,
      token?.issuedAt, token?.life, row.mails.isEmpty ? nil : Self.json(row.mails))
    let line = row.journal
    fields.add(line?.kind, line?.anchor, line?.dn, line?.fields, line?.reason, line?.detail)
    var bytes: [UInt8] = []
    Int16(fields.places.count).writeBytes(to: &bytes)
    self.bytes = bytes + fields.bytes
    mails = row.mails.count
  }

  private static func json(_ mails: [MailRow]) -> String {
    var json = JSONText()
    json.array { json in
      for mail in mails {
        json.object { json in
          let members = [
            ("kind", mail.kind.rawValue), ("recipient", mail.to), ("recipient_name", mail.recipientName),
            ("number", mail.number), ("message_id", mail.messageID), ("other_address", mail.otherAddress),
            ("token", mail.tokenHash),
          ]
          for case (let name, let value?) in members {
            json.key(name)
            json.string(value)
          }
        }
      }
    }
    return json.text
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
