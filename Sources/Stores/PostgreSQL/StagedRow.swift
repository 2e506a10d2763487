import Provisioning

/// A row of a batch as COPY takes it, made before its turn comes.
struct StagedRow: Sendable {
  /// Rows of `incoming`, in binary format: one, and another for each mail after the first.
  let bytes: [UInt8]
  let mails: Int
  /// The place of its last row among all.
  let place: Int
  /// The directory of its tie, and the fields that have a value there and were not known to.
  let directory: String
  let agreed: Set<Field>

  /// The columns of `incoming`, in the order of the values below.
  static let copy: StaticString = """
    COPY incoming (ordinal, account, action, revision, keeps_verification, is_cleared, has_password, number, civility,
      last_name, first_name, email, name_key, mobile, attributes, status, inactive_reason, directory, key, digest, dn_hash,
      missing_since, active_until, is_secondary, anchor, sync_id, dn, agreed, removes_tie, revokes_tokens, cancels_mails,
      token_hash, nonce, key_id, purpose, address, issued_at, life, change_kind, change_anchor, change_dn, change_fields,
      change_reason, change_detail, mail_kind, recipient, recipient_name, mail_number, message_id, other_address, mail_token)
    FROM STDIN BINARY
    """

  /// - Parameters:
  ///   - last: the place of the last row before.
  ///   - isCleared: whether the account's number is among those that are exchanged.
  ///   - known: the fields of its directory that were met before.
  init(_ item: RowToWrite, after last: Int, isCleared: Bool, hasPassword: Bool, known: Set<Field>) {
    let row = item.row
    let account = AccountColumns(row.account)
    var fields = PostgreSQLFields()
    fields.reserve(1_536, values: 51)
    fields.add(
      last + 1, row.id.rawValue, account.action, account.revision, account.keepsVerification, isCleared, hasPassword)
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
      token?.issuedAt, token?.life)
    let line = row.journal
    fields.add(line?.kind, line?.anchor, line?.dn, line?.fields, line?.reason, line?.detail)
    Self.add(row.mails.first, to: &fields)
    var bytes = fields.row
    for (index, mail) in row.mails.enumerated().dropFirst() {
      bytes += Self.row(of: mail, at: last + 1 + index, row.id)
    }
    self.bytes = bytes
    mails = row.mails.count
    place = last + max(1, row.mails.count)
    directory = tie?.directory ?? ""
    agreed = tie.map { Self.agreed($0.agreed, besides: known) } ?? []
  }

  private static func add(_ mail: MailRow?, to fields: inout PostgreSQLFields) {
    fields.add(
      mail?.kind.rawValue, mail?.to, mail?.recipientName, mail?.number, mail?.messageID, mail?.otherAddress,
      mail?.tokenHash)
  }

  /// A row that holds a mail and nothing else.
  private static func row(of mail: MailRow, at place: Int, _ account: AccountID) -> [UInt8] {
    var fields = PostgreSQLFields()
    fields.add(place, account.rawValue, "mail", Int64?.none, false, false, false)
    // From the number to what the tie holds, and the tie that is removed.
    for _ in 0..<22 { fields.add(String?.none) }
    fields.add(false, false)
    // The token, and the line of the journal.
    for _ in 0..<13 { fields.add(String?.none) }
    add(mail, to: &fields)
    return fields.row
  }

  private static func agreed(_ person: Responsable, besides known: Set<Field>) -> Set<Field> {
    var fields: Set<Field> = []
    for field in Field.standard where person[field] != nil && !known.contains(field) { fields.insert(field) }
    for name in person.attributes.keys where !known.contains(.attribute(name)) { fields.insert(.attribute(name)) }
    return fields
  }
}

extension PostgreSQLFields {
  /// A row of a COPY in binary format.
  fileprivate var row: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(self.bytes.count + 2)
    Int16(places.count).writeBytes(to: &bytes)
    return bytes + self.bytes
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
