import Foundation
import Provisioning

extension Mail {
  /// Of the columns id, kind, account, recipient, recipient_name, number, message_id, queued_at, attempts, nonce, key_id,
  /// purpose, life, other_address, whether it is current, run, subject; nil for a kind this program does not know.
  init?(row: borrowing some ResultRow & ~Copyable, at now: Date) {
    guard let kind = Kind(rawValue: row.text(1)) else { return nil }
    var token: TokenReference?
    if let purpose = PasswordToken.Purpose(rawValue: row.text(11)) {
      token = TokenReference(id: row.bytes(9), keyID: row.text(10), purpose: purpose, life: Int(row.integer(12)))
    }
    var report: ReportReference?
    if let subject = row.optionalText(16) { report = ReportReference(run: row.text(15), subject: subject) }
    self.init(
      id: row.integer(0), kind: kind, account: row.isNull(2) ? nil : AccountID(row.integer(2)), to: row.text(3),
      recipientName: row.text(4), number: row.text(5), token: token, messageID: row.text(6),
      queuedAt: row.date(7) ?? now, attempts: Int(row.integer(8)), otherAddress: row.optionalText(13), report: report)
  }
}

extension MailJournalRow {
  /// Of the columns id, kind, recipient, recipient_name, number, state as shown, queued_at, due_at, finished_at, attempts,
  /// reply, the three of the actor, subject; nil for a kind that a newer program wrote.
  init?(row: borrowing some ResultRow & ~Copyable) {
    guard let kind = Mail.Kind(rawValue: row.text(1)), let state = MailState(rawValue: row.text(5)),
      let queuedAt = row.date(6)
    else { return nil }
    self.init(
      id: row.integer(0), kind: kind, subject: row.optionalText(14), to: row.text(2), recipientName: row.text(3),
      number: row.text(4), state: state, queuedAt: queuedAt, dueAt: row.date(7), finishedAt: row.date(8),
      attempts: Int(row.integer(9)), reply: row.optionalText(10), actor: row.actor(from: 11))
  }
}

extension TokenRecord {
  /// Of the columns purpose, address, issued_at, expires_at, when it was used or revoked, fate, the three of the actor; nil
  /// for a purpose that a newer program wrote.
  init?(row: borrowing some ResultRow & ~Copyable) {
    guard let purpose = PasswordToken.Purpose(rawValue: row.text(0)), let issuedAt = row.date(2),
      let fate = Fate(rawValue: row.text(5))
    else { return nil }
    self.init(
      purpose: purpose, address: row.text(1), issuedAt: issuedAt, expiresAt: row.date(3), endedAt: row.date(4),
      fate: fate, actor: row.actor(from: 6))
  }
}
