import Foundation
import GRDB
import Provisioning

extension SQLiteStore: AccountRecords {
  package func accounts(meeting inquiry: Inquiry) throws(StoreError) -> [AccountID] {
    try read { db in
      var ids: Set<Int64> = []
      ids.formUnion(try Prepared("SELECT id FROM account WHERE number = ?", on: db).all(inquiry.text) { $0.integer(0) })
      if let email = inquiry.email {
        ids.formUnion(try Prepared("SELECT id FROM account WHERE email_key = ?", on: db).all(email) { $0.integer(0) })
      }
      for directory in try Prepared("SELECT id FROM directory", on: db).all(read: { $0.integer(0) }) {
        let tie = try Prepared("SELECT account FROM tie WHERE directory = ? AND key = ?", on: db)
          .first(directory, inquiry.anchor.key) { $0.integer(0) }
        if let tie { ids.insert(tie) }
      }
      if let dn = inquiry.dn { ids.formUnion(try Self.accounts(named: dn, db)) }
      return ids.sorted().map(AccountID.init)
    }
  }

  package func record(of account: AccountID, at now: Date) throws(StoreError) -> AccountRecord? {
    try read { db in
      guard let found = try AccountReader(db).accounts([account.rawValue], at: now)[account] else { return nil }
      let reader = RecordReader(db, account: account, at: now)
      return AccountRecord(
        account: found, ties: try reader.ties(found.ties), mails: try Self.mails(MailQuery(at: now), of: account, db),
        tokens: try reader.tokens(), journal: try reader.journal())
    }
  }

  package func refusal(of directory: String) throws(StoreError) -> RefusedRun? {
    try read { db in
      guard let last = try PastRun(db).lastSync(of: directory), last.outcome == .refused else { return nil }
      return RefusedRun(of: last)
    }
  }

  package func forEachPerson(_ body: (Responsable) -> Void) throws(StoreError) {
    try read { db in
      try Prepared("SELECT number, last_name, first_name, email FROM account", on: db).forEach { columns in
        body(
          Responsable(
            number: columns.optionalText(0), lastName: columns.optionalText(1), firstName: columns.optionalText(2),
            email: columns.optionalText(3)))
      }
    }
  }

  /// Names are compared as directories do, which no index can: all of them are read.
  private static func accounts(named dn: DistinguishedName, _ db: Database) throws -> [Int64] {
    var ids: [Int64] = []
    try Prepared("SELECT tie.account, tie_detail.dn FROM tie JOIN tie_detail ON tie_detail.id = tie.detail", on: db)
      .forEach { if DistinguishedName($0.text(1)) == dn { ids.append($0.integer(0)) } }
    return ids
  }
}
