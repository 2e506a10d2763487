import Foundation
import GRDB
import Provisioning

/// Writes mails into the outbox, and cancels those that have not left.
struct MailWriter {
  private let insertion: Prepared
  private let cancellation: Prepared
  private let actor: Int64
  private let now: Date

  /// OR ROLLBACK: see `AccountWriter`.
  init(_ db: Database, by actor: Int64, at now: Date) throws {
    self.actor = actor
    self.now = now
    insertion = try Prepared(
      """
      INSERT OR ROLLBACK INTO mail (kind, account, token, recipient, recipient_name, number, message_id, other_address,
        queued_at, due_at, actor)
      VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), ?7, ?8, ?9, ?9, ?10)
      """, on: db)
    cancellation = try Prepared(
      """
      UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = ? WHERE account = ? AND state = 'waiting'
      """, on: db)
  }

  /// Queues a mail that is due at once.
  func insert(_ mail: MailRow, of account: AccountID, token: Int64?) throws {
    try insertion.run(
      mail.kind.rawValue, account.rawValue, token, mail.to, mail.recipientName, mail.number, mail.messageID,
      mail.otherAddress, now, actor)
  }

  /// Cancels every mail of an account that has not left.
  func cancel(of account: AccountID) throws { try cancellation.run(now, account.rawValue) }
}
