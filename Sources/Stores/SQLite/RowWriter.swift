import Foundation
import GRDB
import Provisioning

/// Writes the rows of a batch, one after the other, within one transaction.
struct RowWriter {
  private let accounts: AccountWriter
  private let ties: TieWriter
  private let tokens: TokenWriter
  private let mails: MailWriter
  private let journal: JournalWriter
  /// Where a tie is removed from when the row has none to write; nil outside a run.
  private let directory: String?
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
  ) {
    self.directory = directory
    cleared = Set(clearedNumbers)
    self.ties = ties
    let now = now.milliseconds
    accounts = AccountWriter(db, at: now)
    tokens = TokenWriter(db, by: actor, at: now)
    mails = MailWriter(db, by: actor, at: now)
    journal = JournalWriter(db, run: run, by: actor, at: now)
  }

  /// Writes all that some changes write, in their order; creations that follow each other table by table.
  mutating func write(_ items: [RowToWrite]) throws {
    var rest = items[...]
    while let first = rest.first {
      let creations = rest.prefix(while: \.isCreation)
      if creations.isEmpty { try write(first) } else { try create(creations) }
      rest = rest.dropFirst(max(creations.count, 1))
    }
  }

  /// Writes what was laid aside on the way.
  func finish() throws { try ties.finish() }

  private mutating func create(_ items: ArraySlice<RowToWrite>) throws {
    try accounts.insert(items)
    for item in items { noteNumber(item.row) }
    try writeMails(items)
    try ties.insert(items, revision: AccountWriter.firstRevision)
    try journal.insert(items)
  }

  /// Writes one change; a row whose account is stale is only noted, and the transaction is lost.
  private mutating func write(_ item: RowToWrite) throws {
    let row = item.row
    guard let revision = try accounts.write(item) else {
      stale.insert(row.id)
      return
    }
    noteNumber(row)
    if row.revokesTokens { try tokens.revoke(of: row.id) }
    if row.cancelsMails { try mails.cancel(of: row.id) }
    try writeMails([item])
    if let key = row.removesTie, let directory = row.tie?.directory ?? directory {
      try ties.remove(key, of: directory)
    }
    try ties.write(item, revision: revision)
    try journal.insert(CollectionOfOne(item))
  }

  private mutating func writeMails(_ items: ArraySlice<RowToWrite>) throws {
    let numbers = try tokens.insert(items)
    let mails = try zip(items, numbers).flatMap { item, number in
      try item.row.mails.map { mail in
        MailWriter.Item(mail, item.row.id, try self.number(of: mail.tokenHash, own: item.row.token, number))
      }
    }
    try self.mails.insert(mails)
    mailsQueued += mails.count
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
}
