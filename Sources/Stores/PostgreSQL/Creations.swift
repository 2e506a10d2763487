import Foundation
import Provisioning

/// The rows of people nobody knew, table by table, as COPY takes them: a store that is empty yet takes them as they come.
struct Creations: Sendable {
  /// What the rows of one commit have in common.
  struct Origin: Sendable {
    let run: Int64?
    let actor: Int64
    let at: Date
    /// The directory of whose ties the number is known.
    let directory: String?
    let directoryID: Int64?
  }

  /// The tables in the order in which they are filled: what is referred to stands before what refers to it.
  static let tables: [(copy: StaticString, rows: @Sendable (Creations) -> CopyRows)] = [
    (
      """
      COPY account (id, number, civility, last_name, first_name, email, name_key, mobile, attributes, status,
        inactive_reason, has_password, created_at, updated_at) FROM STDIN BINARY
      """, { $0.accounts }
    ),
    (
      """
      COPY token (id, hash, nonce, key_id, account, purpose, address, issued_at, life, actor) FROM STDIN BINARY
      """, { $0.tokens }
    ),
    (
      """
      COPY tie (directory, key, digest, dn_hash, account, account_revision, missing_since, active_until, is_secondary,
        anchor, sync_id, dn, agreed) FROM STDIN BINARY
      """, { $0.ties }
    ),
    (
      """
      COPY mail (kind, account, token, recipient, recipient_name, number, message_id, other_address, queued_at, due_at,
        actor) FROM STDIN BINARY
      """, { $0.mails }
    ),
    (
      """
      COPY change (run, account, kind, anchor, dn, fields, reason, detail, at, actor) FROM STDIN BINARY
      """, { $0.changes }
    ),
  ]

  private var accounts = CopyRows()
  private var tokens = CopyRows()
  private var ties = CopyRows()
  private var mails = CopyRows()
  private var changes = CopyRows()

  /// Whether a row can be written as it is: it only inserts, and nothing of it is for the store to find out.
  static func canTake(_ item: RowToWrite, of origin: Origin) -> Bool {
    guard item.isCreation, case .insert(let person, _) = item.row.account, person.number != nil else { return false }
    return item.row.tie.map { $0.directory == origin.directory } ?? true
  }

  /// Adds a row that can be taken.
  ///
  /// - Parameter token: the number for its token, if it has one.
  mutating func add(_ item: RowToWrite, of origin: Origin, hasPassword: Bool, token number: Int64) {
    let row = item.row
    guard case .insert(let person, let status) = row.account else { return }
    accounts.addRow(
      row.id.rawValue, person.number, person.civility, person.lastName, person.firstName, person.email,
      item.texts?.nameKey, person.mobile, item.texts?.attributes, status.text, status.reason,
      Int16(hasPassword ? 1 : 0), origin.at, origin.at)
    if let token = row.token {
      tokens.addRow(
        number, token.hash, PostgreSQLBytes(bytes: token.id), token.keyID, row.id.rawValue, token.purpose.rawValue,
        token.address, token.issuedAt, token.life, origin.actor)
    }
    if let tie = row.tie, let texts = item.tie {
      ties.addRow(
        origin.directoryID, texts.key, tie.digest, texts.dnHash, row.id.rawValue, Self.firstRevision,
        tie.missingSince, tie.activeUntil, tie.isSecondary, tie.anchor.text, tie.syncID?.text, tie.dn, texts.agreed)
    }
    for mail in row.mails {
      mails.addRow(
        mail.kind.rawValue, row.id.rawValue, mail.tokenHash.map { _ in number }, mail.to, mail.recipientName,
        mail.number.isEmpty ? nil : mail.number, mail.messageID, mail.otherAddress, origin.at, origin.at, origin.actor)
    }
    if let line = row.journal {
      changes.addRow(
        origin.run, row.id.rawValue, line.kind, line.anchor, line.dn, line.fields, line.reason, line.detail, origin.at,
        origin.actor)
    }
  }

  /// The revision of a new account.
  private static let firstRevision: Int64 = 1
}
