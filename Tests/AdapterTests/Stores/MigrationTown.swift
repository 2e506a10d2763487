import Foundation
import Provisioning
import TestSupport

/// A store with something of everything in it, and texts that are hard to carry.
struct MigrationTown {
  private typealias Contract = StoreContract
  private let contract: StoreContract
  private let sql: PlainSQL
  private var dice: Dice

  init(_ contract: StoreContract, _ sql: PlainSQL, seed: UInt64) {
    self.contract = contract
    self.sql = sql
    dice = Dice(seed: seed)
  }

  private static let shards = [
    "O'Neill", "\"x\"", "a\\b", "\n", "\r\n", "\t", "é", "e\u{301}", "👩‍👧", "‮", "\u{feff}", "N", "\\N", "\u{1}", "''",
    "%_", "{}",
    "ЙÖ", " ", "", "␀", "\u{fffd}", "null", "0x00",
  ]

  private mutating func text() -> String {
    (0..<Int.random(in: 0...4, using: &dice)).map { _ in Self.shards.randomElement(using: &dice) ?? "" }.joined()
  }

  /// Empty texts are texts; nothing is nothing.
  private mutating func anything() -> String? { Bool.random(using: &dice) ? text() : nil }

  mutating func build(_ people: Int = 40) throws {
    try contract.store.bringIn(
      (1...5).map { number in
        NewAccount(Responsable(number: "old-\(number)", lastName: text(), email: anything()), hasPassword: number == 2)
      }, by: Actor(.command, name: text(), origin: "navette import"), at: Contract.now
    ).expectWritten(5)
    let persons = (1...people).map { number in person(number) }
    try contract.create(persons)
    // Numbers that the store gives, and one that never comes again.
    try contract.commit { first in
      (0..<3).map { index in
        let id = AccountID(first + Int64(index))
        return BatchRow(
          id: id, account: .insert(Responsable(lastName: "X"), .active), tie: Contract.tie("given-\(index)", id))
      }
    }
    try sql.run("DELETE FROM tie WHERE account = (SELECT max(id) FROM account)")
    try sql.run("DELETE FROM account WHERE id = (SELECT max(id) FROM account)")
    try mails()
    try desk()
    try journal()
  }

  private mutating func person(_ number: Int) -> Responsable {
    Responsable(
      number: "N\(number)\(text())", civility: anything(), lastName: text(), firstName: anything(), email: anything(),
      mobile: anything(),
      attributes: ["service": .text(text()), "sites": .list((0..<3).map { _ in text() }), text(): .text("x")])
  }

  private func mails() throws {
    for number in 1...6 { try contract.invite("M\(number)", "m\(number)@valmont.example") }
    let claimed = try contract.claim(4)
    try contract.store.record([
      Delivery(mail: claimed[0].id, outcome: .accepted(at: Contract.now), reply: "250 “ok”"),
      Delivery(mail: claimed[1].id, outcome: .refused(at: Contract.now, bounces: true), reply: "550\nno"),
      Delivery(mail: claimed[2].id, outcome: .deferred(until: Contract.now + 300), reply: ""),
    ])
  }

  /// What portals and agents do.
  private func desk() throws {
    let hash = Contract.token("M5", for: "m5@valmont.example").hash
    try sql.run("INSERT INTO portal_redemption (token_hash, password_hash) VALUES ('\(hash)', 'argon2id$x')")
    try sql.run("UPDATE account SET mobile = '+33600000000' WHERE number = 'M1'")
    try sql.run("UPDATE account SET status = 'inactive' WHERE number = 'M6'")
  }

  private mutating func journal() throws {
    let problem = Problem(
      .invalidEmail, directory: "mairie", anchor: "a3", dn: text(), attribute: "mail", field: "email", detail: text(),
      since: Contract.now)
    let proposal = Proposal(
      .recreated, directory: "mairie", anchor: "new", dn: text(), accounts: [1, 2], numbers: [text(), "R-1"],
      since: Contract.now)
    let marks = (1...3).map { Batch.Mark(tie: Anchor("a\($0)").key, missingSince: Contract.now - Double($0)) }
    try contract.store.commit(
      Batch(
        run: Contract.run(), clearedNumbers: [], marks: marks,
        open: OpenMatters(problems: [problem], proposals: [proposal]), scope: .everything,
        wholeRead: WholeRead(
          bases: [.init(dn: text(), entries: 7)], attributes: ["mail": 3], anchorAttribute: "entryUUID",
          at: Contract.now),
        cursor: .set(ReadCursor(way: .syncrepl, scope: "x", wholeAt: Contract.now, marks: ["cookie": text()]))
      ) { _, _ in }
    ).expectCommitted()
    let refused = RunRecord(
      id: "run-2", directory: "école \"x\"", outcome: .refused, startedAt: Contract.now, endedAt: Contract.now + 1.234,
      actor: Actor(.run, name: "run-2", origin: text()), counts: Counts(), detail: RunDetail(problems: 1),
      matters: RunMatters(open: OpenMatters(problems: [problem])))
    try contract.store.record(refused)
  }
}

extension BringInResult {
  fileprivate func expectWritten(_ count: Int) throws {
    guard case .written(count) = self else { throw MigrationTownFault(what: "\(self)") }
  }
}

extension CommitResult {
  fileprivate func expectCommitted() throws {
    guard case .committed = self else { throw MigrationTownFault(what: "\(self)") }
  }
}

/// The town could not be built.
struct MigrationTownFault: Error { let what: String }
