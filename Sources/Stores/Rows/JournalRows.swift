import Foundation
import Provisioning

extension JournalEntry {
  /// Of the columns kind, reason, anchor, at, name of the run, dn, detail, the three of the actor.
  init(row: borrowing some ResultRow & ~Copyable) {
    let line = JournalRow(
      kind: row.text(0), anchor: row.text(2), dn: row.text(5), fields: "{}", reason: row.text(1),
      detail: row.optionalText(6))
    self.init(
      kind: line.kind, reason: line.reason, cause: line.cause, anchor: line.anchor, at: row.date(3) ?? .distantPast,
      run: row.optionalText(4), actor: row.actor(from: 7))
  }
}

extension RunLine {
  /// Of the columns name, directory, outcome, started_at, ended_at, counts, how many problems, the three of the actor, mode,
  /// cause.
  init(row: borrowing some ResultRow & ~Copyable) throws {
    self.init(
      id: row.text(0), mode: row.optionalText(10).flatMap(Report.Mode.init) ?? .sync,
      startedAt: row.date(3) ?? .distantPast, endedAt: row.date(4) ?? .distantPast,
      directories: [
        Directory(
          name: row.text(1), outcome: RunRecord.Outcome(rawValue: row.text(2)) ?? .failed, cause: row.optionalText(11))
      ],
      counts: try RunJSON.counts(from: row.bytes(5)), problems: Int(row.integer(6)), actor: row.actor(from: 7))
  }
}

extension RunRecord {
  /// Of the columns name, directory, outcome, started_at, ended_at, counts, active_managed, detail, content of its matters,
  /// the three of the actor, from column `first` on.
  init(row: borrowing some ResultRow & ~Copyable, from first: Int32) throws {
    self.init(
      id: row.text(first), directory: row.text(first + 1), outcome: Outcome(rawValue: row.text(first + 2)) ?? .failed,
      startedAt: row.date(first + 3) ?? .distantPast, endedAt: row.date(first + 4) ?? .distantPast,
      actor: row.actor(from: first + 9), counts: try RunJSON.counts(from: row.bytes(first + 5)),
      activeManaged: Int(row.integer(first + 6)),
      detail: row.isNull(first + 7) ? RunDetail() : try RunJSON.value(from: row.bytes(first + 7)),
      matters: row.isNull(first + 8) ? nil : try RunJSON.value(from: row.bytes(first + 8)))
  }
}

extension Change {
  /// Of the columns kind, anchor, dn, fields, reason, detail, account, number; nil for a kind that a newer program wrote.
  init?(row: borrowing some ResultRow & ~Copyable, in directory: String) {
    let line = JournalRow(
      kind: row.text(0), anchor: row.text(1), dn: row.text(2), fields: row.text(3), reason: row.text(4),
      detail: row.optionalText(5))
    guard let change = line.change(of: AccountID(row.integer(6)), in: directory, number: row.optionalText(7)) else {
      return nil
    }
    self = change
  }
}

extension History.AppliedRun {
  /// Of the columns active_managed, counts, lifted.
  init(row: borrowing some ResultRow & ~Copyable) throws {
    self.init(
      activeManaged: Int(row.integer(0)), counts: try RunJSON.counts(from: row.bytes(1)),
      lifted: try RunJSON.lifted(from: row.bytes(2)))
  }
}

extension AccountFigures {
  /// Of the columns name of the run, ended_at, accounts, addresses, passwords.
  init(row: borrowing some ResultRow & ~Copyable) {
    self.init(
      run: row.text(0), at: row.date(1) ?? .distantPast, accounts: Int(row.integer(2)), addresses: Int(row.integer(3)),
      passwords: Int(row.integer(4)))
  }
}

extension Problem {
  /// Of the columns code, anchor, dn, attribute, field, detail, since, person_number, person_name; nil for a code that is no longer known.
  init?(row: borrowing some ResultRow & ~Copyable, in directory: String) {
    guard let code = Code(rawValue: row.text(0)) else { return nil }
    self.init(
      code, directory: directory, anchor: row.optionalText(1), dn: row.text(2), attribute: row.optionalText(3),
      field: row.optionalText(4), detail: row.text(5), person: Person(row: row, at: 7), since: row.date(6))
  }
}

extension Person {
  /// Of two columns, number and name; nil when nothing is known of anybody.
  init?(row: borrowing some ResultRow & ~Copyable, at column: Int32) {
    guard let name = row.optionalText(column + 1) else { return nil }
    self.init(number: row.optionalText(column), name: name)
  }
}

extension Proposal {
  /// Of the columns code, anchor, dn, accounts, numbers, since, person_number, person_name; nil for a code that is no longer known.
  init?(row: borrowing some ResultRow & ~Copyable, in directory: String) throws {
    guard let code = Code(rawValue: row.text(0)) else { return nil }
    self.init(
      code, directory: directory, anchor: row.text(1), dn: row.text(2),
      accounts: try JSONDecoder().decode([Int64].self, from: Data(row.bytes(3))),
      numbers: try JSONDecoder().decode([String].self, from: Data(row.bytes(4))),
      person: Person(row: row, at: 6), since: row.date(5))
  }
}
