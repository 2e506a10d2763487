import Foundation
import GRDB
import Provisioning

/// Hands out mails that are due, within one transaction.
struct MailLease {
  private let now: Date
  private let db: Database
  private let due: Prepared
  private let lease: Prepared
  private let cancellation: Prepared

  /// What must hold for a mail to leave: an active account; for all but the notice to a former address, that the
  /// address is still the account's; for a link, that its token is still good, and for that address.
  static let dueMails: StaticString = """
    SELECT mail.id, mail.kind, mail.account, mail.recipient, mail.recipient_name,
      coalesce(mail.number, account.number, ''), mail.message_id, mail.queued_at, mail.attempts,
      token.nonce, token.key_id, token.purpose, token.life,
      account.status = 'active'
        AND (mail.kind = 'notice-former' OR account.email_key IS mail.recipient_key)
        AND (mail.token IS NULL OR (
          token.id IS NOT NULL AND token.used_at IS NULL AND token.revoked_at IS NULL
          AND ifnull(token.expires_at > ?1, 1)
          AND account.email_key IS lower(trim(token.address, char(9, 10, 13, 32))))) AS is_current
    FROM mail
    CROSS JOIN account ON account.id = mail.account
    LEFT JOIN token ON token.id = mail.token
    WHERE mail.state = 'waiting' AND mail.due_at <= ?1 AND (mail.leased_until IS NULL OR mail.leased_until <= ?1)
      AND mail.kind IN (SELECT value FROM json_each(?3))
    ORDER BY mail.due_at, mail.id
    LIMIT ?2
    """

  /// Kinds that a newer program wrote are left to it.
  private static let kinds = JSONText.list(Mail.Kind.allCases.map(\.rawValue))

  init(_ db: Database, at now: Date) throws {
    self.db = db
    self.now = now
    due = try Prepared(Self.dueMails, on: db)
    lease = try Prepared("UPDATE mail SET leased_until = ? WHERE id = ?", on: db)
    cancellation = try Prepared(
      "UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = ? WHERE id = ?", on: db)
  }

  /// How many more may leave in the interval that ends now, counted over all processes.
  func room(in pace: Pace) throws -> Int {
    let gone = try Prepared(
      """
      SELECT (SELECT count(*) FROM mail WHERE state <> 'waiting' AND state = 'sent' AND finished_at > ?1)
        + (SELECT count(*) FROM mail WHERE leased_until IS NOT NULL AND leased_until > ?2)
      """, on: db
    ).first(now.addingTimeInterval(-Double(pace.seconds)), now) { Int($0.integer(0)) }
    return max(0, pace.count - (gone ?? 0))
  }

  /// Leases up to `count` mails, the longest waiting first, and cancels those it meets that are no longer current.
  func take(_ count: Int, until end: Date) throws -> [Mail] {
    var taken: [Mail] = []
    while taken.count < count {
      let candidates = try due.all(now, count - taken.count, Self.kinds) {
        (mail: mail($0), isCurrent: $0.flag(13))
      }
      guard !candidates.isEmpty else { break }
      for case let (mail?, isCurrent) in candidates {
        guard isCurrent else {
          try cancellation.run(now, mail.id)
          continue
        }
        try lease.run(end, mail.id)
        taken.append(mail)
      }
    }
    return taken
  }

  /// Nil for a kind this program does not know, which the query leaves out.
  private func mail(_ columns: borrowing Columns) -> Mail? {
    Mail.Kind(rawValue: columns.text(1)).map {
      Mail(
        id: columns.integer(0), kind: $0, account: AccountID(columns.integer(2)), to: columns.text(3),
        recipientName: columns.text(4), number: columns.text(5), token: token(columns),
        messageID: columns.text(6), queuedAt: columns.date(7) ?? now, attempts: Int(columns.integer(8)))
    }
  }

  private func token(_ columns: borrowing Columns) -> Mail.TokenReference? {
    PasswordToken.Purpose(rawValue: columns.text(11)).map {
      Mail.TokenReference(
        id: columns.bytes(9), keyID: columns.text(10), purpose: $0, life: Int(columns.integer(12)))
    }
  }
}
