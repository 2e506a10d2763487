import Foundation
import GRDB
import Provisioning

/// Writes mails into the outbox, and cancels those that have not left.
struct MailWriter {
  private let insertion: BulkInsertion
  private let cancellation: Prepared
  private let actor: Int64
  private let now: Int64

  init(_ db: Database, by actor: Int64, at now: Int64) {
    self.actor = actor
    self.now = now
    insertion = BulkInsertion(
      into: """
        mail (kind, account, token, recipient, recipient_name, number, message_id, other_address, queued_at, due_at, actor)
        """, columns: 11, on: db)
    cancellation = Prepared(
      """
      UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = ? WHERE account = ? AND state = 'waiting'
      """, on: db)
  }

  /// A mail to queue: of which account, and with which token's number.
  typealias Item = (mail: MailRow, account: AccountID, token: Int64?)

  /// Queues mails that are due at once.
  func insert(_ items: [Item]) throws {
    try insertion.insert(items) { item, bindings in
      let mail = item.mail
      bindings.add(
        mail.kind.rawValue, item.account.rawValue, item.token, mail.to, mail.recipientName,
        mail.number.isEmpty ? nil : mail.number, mail.messageID, mail.otherAddress, now, now, actor)
    }
  }

  /// Cancels every mail of an account that has not left.
  func cancel(of account: AccountID) throws { try cancellation.run(now, account.rawValue) }
}
