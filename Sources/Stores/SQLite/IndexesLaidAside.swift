import GRDB

/// The indexes of a store that is empty yet, taken away while it is filled and built afterwards, within the transaction:
/// sorting a hundred thousand keys once costs a fraction of finding the place of each, and so does counting.
struct IndexesLaidAside {
  /// The statements of `Schema/SQLite/*.sql` that make them, as SQLite keeps them.
  private let definitions: [String]

  /// Takes the indexes away if there is no account yet; else leaves all as it is.
  init(_ db: Database) throws {
    let isFilled = try Prepared("SELECT EXISTS (SELECT 1 FROM account)", on: db).first { $0.flag(0) } ?? true
    guard !isFilled else {
      definitions = []
      return
    }
    let indexes = try Prepared(
      """
      SELECT name, sql, type FROM sqlite_schema
      WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('account', 'tie', 'tie_detail', 'token', 'mail', 'change')
        OR name IN ('account_counted', 'tie_behind', 'tie_counted')
      """, on: db
    ).all { (kind: $0.text(2), name: $0.text(0), definition: $0.text(1)) }
    definitions = indexes.map(\.definition)
    // A name cannot be bound; these are the schema's own.
    for index in indexes { try db.execute(sql: "DROP \(index.kind) \(index.name)") }
  }

  /// Builds them; a value that may stand once and stands twice is an error now.
  func restore(_ db: Database) throws {
    guard !definitions.isEmpty else { return }
    for definition in definitions { try db.execute(sql: definition) }
    try Prepared(
      """
      UPDATE account_figures SET (accounts, addresses, passwords) =
        (SELECT count(*), count(email), CAST(total(has_password) AS INTEGER) FROM account WHERE status = 'active')
      """, on: db
    ).run()
    try Prepared(
      """
      UPDATE directory SET ties = (
        SELECT count(*) FROM tie WHERE tie.directory = directory.id AND NOT tie.is_secondary)
      """, on: db
    ).run()
  }
}
