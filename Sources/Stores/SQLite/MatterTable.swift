import Foundation
import GRDB
import Provisioning

/// The problems and proposals that are open, each since the moment it was first seen.
struct MatterTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// What is open in a directory, in the order it was written.
  func matters(of directory: String, _ id: Int64) throws -> OpenMatters {
    OpenMatters(problems: try problems(of: directory, id), proposals: try proposals(of: directory, id))
  }

  /// Puts what a read found in the place of what was open within its scope; what was open already keeps its moment.
  func replace(_ open: OpenMatters, scope: Batch.OpenScope, of directory: String, _ id: Int64, at now: Date) throws {
    let before = try matters(of: directory, id)
    let merged = open.following(before, scope: scope, at: now)
    guard merged != before else { return }
    try Prepared("DELETE FROM problem WHERE directory = ?", on: db).run(id)
    try Prepared("DELETE FROM proposal WHERE directory = ?", on: db).run(id)
    for problem in merged.problems { try insert(problem, id, at: now) }
    for proposal in merged.proposals { try insert(proposal, id, at: now) }
  }

  private func problems(of directory: String, _ id: Int64) throws -> [Problem] {
    try Prepared(
      """
      SELECT code, anchor, dn, attribute, field, detail, since, person_number, person_name
      FROM problem WHERE directory = ? ORDER BY id
      """, on: db
    ).all(id) { Problem(row: $0, in: directory) }.compactMap { $0 }  // a code that is no longer known
  }

  private func proposals(of directory: String, _ id: Int64) throws -> [Proposal] {
    try Prepared(
      """
      SELECT code, anchor, dn, accounts, numbers, since, person_number, person_name
      FROM proposal WHERE directory = ? ORDER BY id
      """, on: db
    ).all(id) { try Proposal(row: $0, in: directory) }.compactMap { $0 }  // a code that is no longer known
  }

  private func insert(_ problem: Problem, _ directory: Int64, at now: Date) throws {
    try Prepared(
      """
      INSERT INTO problem (directory, anchor, dn, code, attribute, field, detail, since, person_number, person_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db
    ).run(
      directory, problem.anchor, problem.dn, problem.code.rawValue, problem.attribute, problem.field, problem.detail,
      problem.since ?? now, problem.person?.number, problem.person?.name)
  }

  private func insert(_ proposal: Proposal, _ directory: Int64, at now: Date) throws {
    try Prepared(
      """
      INSERT INTO proposal (directory, anchor, dn, code, accounts, numbers, since, person_number, person_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db
    ).run(
      directory, proposal.anchor, proposal.dn, proposal.code.rawValue, JSONText.list(proposal.accounts),
      JSONText.list(proposal.numbers), proposal.since ?? now, proposal.person?.number, proposal.person?.name)
  }
}
