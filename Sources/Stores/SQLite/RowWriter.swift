import Foundation
import GRDB
import Provisioning

/// Writes the rows of a batch, one after the other, within one transaction.
struct RowWriter {
  private let accounts: AccountWriter
  private let ties: TieWriter
  private let tokens: TokenWriter
  private let mails: MailWriter
  private let journal: Prepared
  private let run: Int64?
  /// Where a tie is removed from when the row has none to write; nil outside a run.
  private let directory: String?
  private let actor: Int64
  private let now: Date

  private let cleared: Set<AccountID>

  /// Accounts that are no longer what the plan saw.
  private(set) var stale: Set<AccountID> = []
  private(set) var mailsQueued = 0
  /// Accounts that were written without a number, in order.
  private(set) var unnumbered: [AccountID] = []
  /// The anchors of the new ones among them.
  private(set) var anchors: [AccountID: Anchor] = [:]

  init(
    _ db: Database, ties: TieWriter, run: Int64?, directory: String?, clearedNumbers: [AccountID] = [], actor: Int64,
    at now: Date
  ) throws {
    self.run = run
    self.directory = directory
    cleared = Set(clearedNumbers)
    self.actor = actor
    self.now = now
    self.ties = ties
    accounts = try AccountWriter(db, at: now)
    tokens = try TokenWriter(db, by: actor, at: now)
    mails = try MailWriter(db, by: actor, at: now)
    journal = try Prepared(
      """
      INSERT INTO change (run, account, kind, anchor, dn, fields, reason, detail, at, actor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db)
  }

  /// Writes all that one change writes; a row whose account is stale is only noted, and the transaction is lost.
  mutating func write(_ row: BatchRow) throws {
    guard let revision = try accounts.write(row.account, row.id) else {
      stale.insert(row.id)
      return
    }
    noteNumber(row)
    if row.revokesTokens { try tokens.revoke(of: row.id) }
    if row.cancelsMails { try mails.cancel(of: row.id) }
    try writeMails(row)
    if let key = row.removesTie, let directory = row.tie?.directory ?? directory {
      try ties.remove(key, of: directory)
    }
    if let tie = row.tie { try ties.write(tie, account: row.id, revision: revision) }
    if let line = row.journal { try write(line, row.id) }
  }

  private mutating func writeMails(_ row: BatchRow) throws {
    let token = try row.token.map { try tokens.insert($0, of: row.id) }
    for mail in row.mails {
      try mails.insert(mail, of: row.id, token: try number(of: mail.tokenHash, own: row.token, token))
      mailsQueued += 1
    }
  }

  /// The number of the token a mail carries: mostly the one of its own row.
  private func number(of hash: String?, own: TokenRow?, _ number: Int64?) throws -> Int64? {
    guard let hash else { return nil }
    if hash == own?.hash { return number }
    guard let found = try tokens.number(of: hash) else {
      throw DatabaseError(message: "a mail carries a token that was never written")
    }
    return found
  }

  /// An account that is new, or whose number was taken from it, and that brings none, gets one from the store.
  private mutating func noteNumber(_ row: BatchRow) {
    switch row.account {
    case .insert(let responsable, _) where responsable.number == nil:
      unnumbered.append(row.id)
      anchors[row.id] = row.tie?.anchor
    case .update(_, let responsable, _, _) where responsable.number == nil && cleared.contains(row.id):
      unnumbered.append(row.id)
    default: break
    }
  }

  private func write(_ line: JournalRow, _ account: AccountID) throws {
    try journal.run(
      run, account.rawValue, line.kind, line.anchor, line.dn, line.fields, line.reason, line.detail, now, actor)
  }
}
