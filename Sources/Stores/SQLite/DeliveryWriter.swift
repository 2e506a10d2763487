import Foundation
import GRDB
import Provisioning

/// Writes down what became of mails that one lessee sent.
struct DeliveryWriter {
  private let lessee: String
  private let acceptance: Prepared
  private let life: Prepared
  private let delay: Prepared
  private let refusal: Prepared

  init(_ db: Database, by lessee: String) {
    self.lessee = lessee
    // Also of a mail that was cancelled while it was being sent, or that another leases by now: it did leave.
    acceptance = Prepared(
      """
      UPDATE mail SET state = 'sent', finished_at = ?, reply = ?, attempts = attempts + 1, leased_until = NULL,
        bounces = 0
      WHERE id = ? AND state <> 'sent'
      """, on: db)
    life = Prepared(
      """
      UPDATE token SET expires_at = ?1 + life * 1000
      WHERE id = (SELECT token FROM mail WHERE id = ?2) AND expires_at IS NULL
      """, on: db)
    delay = Prepared(
      """
      UPDATE mail SET due_at = ?, reply = ?, attempts = attempts + 1, leased_until = NULL
      WHERE id = ? AND state = 'waiting' AND lessee = ?
      """, on: db)
    refusal = Prepared(
      """
      UPDATE mail SET state = 'failed', finished_at = ?, reply = ?, attempts = attempts + 1, leased_until = NULL,
        bounces = nullif(?, 0)
      WHERE id = ? AND state = 'waiting' AND lessee = ?
      """, on: db)
  }

  func write(_ delivery: Delivery) throws {
    switch delivery.outcome {
    case .accepted(let at):
      try acceptance.run(at, delivery.reply, delivery.mail)
      try life.run(at, delivery.mail)
    case .deferred(let until):
      try delay.run(until, delivery.reply, delivery.mail, lessee)
    case .refused(let at, let bounces):
      try refusal.run(at, delivery.reply, bounces, delivery.mail, lessee)
    }
  }
}
