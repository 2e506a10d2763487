import Foundation
import Provisioning

/// The problems and proposals that are open, each since the moment it was first seen.
struct OpenMatterRows {
  private let connection: PostgreSQLConnection

  init(_ connection: PostgreSQLConnection) { self.connection = connection }

  /// What is open in a directory, in the order it was written.
  func matters(of directory: String, _ id: Int64) throws -> OpenMatters {
    OpenMatters(
      problems: try connection.all(
        """
        SELECT code, anchor, dn, attribute, field, detail, since, person_number, person_name
        FROM problem WHERE directory = $1 ORDER BY id
        """, id
      ) { Problem(row: $0, in: directory) }.compactMap(\.self),
      proposals: try connection.all(
        """
        SELECT code, anchor, dn, accounts, numbers, since, person_number, person_name
        FROM proposal WHERE directory = $1 ORDER BY id
        """, id
      ) { try Proposal(row: $0, in: directory) }.compactMap(\.self))
  }

  /// Puts what a read found in the place of what was open within its scope; what was open already keeps its moment.
  func replace(_ open: OpenMatters, scope: Batch.OpenScope, of directory: String, _ id: Int64, at now: Date) throws {
    let before = try matters(of: directory, id)
    let merged = open.following(before, scope: scope, at: now)
    guard merged != before else { return }
    try connection.run("DELETE FROM problem WHERE directory = $1", id)
    try connection.run("DELETE FROM proposal WHERE directory = $1", id)
    try insert(merged.problems, id, at: now)
    try insert(merged.proposals, id, at: now)
  }

  private func insert(_ problems: [Problem], _ directory: Int64, at now: Date) throws {
    try connection.run(
      """
      INSERT INTO problem (directory, anchor, dn, code, attribute, field, detail, since, person_number, person_name)
      SELECT $1, anchor, dn, code, attribute, field, detail, since, person_number, person_name
      FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
        WITH ORDINALITY AS open (anchor, dn, code, attribute, field, detail, since, person_number, person_name, place)
      ORDER BY place
      """, directory, problems.map(\.anchor), problems.map(\.dn), problems.map(\.code.rawValue),
      problems.map(\.attribute), problems.map(\.field), problems.map(\.detail), problems.map { $0.since ?? now },
      problems.map(\.person?.number), problems.map(\.person?.name))
  }

  private func insert(_ proposals: [Proposal], _ directory: Int64, at now: Date) throws {
    try connection.run(
      """
      INSERT INTO proposal (directory, anchor, dn, code, accounts, numbers, since, person_number, person_name)
      SELECT $1, anchor, dn, code, accounts, numbers, since, person_number, person_name
      FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
        WITH ORDINALITY AS open (anchor, dn, code, accounts, numbers, since, person_number, person_name, place)
      ORDER BY place
      """, directory, proposals.map(\.anchor), proposals.map(\.dn), proposals.map(\.code.rawValue),
      proposals.map { JSONText.list($0.accounts) }, proposals.map { JSONText.list($0.numbers) },
      proposals.map { $0.since ?? now }, proposals.map(\.person?.number), proposals.map(\.person?.name))
  }
}
