import GRDB

/// The small numbers that stand for the names of directories, since a million ties repeat them.
final class DirectoryNames {
  private let db: Database
  private var ids: [String: Int64] = [:]

  init(_ db: Database) { self.db = db }

  /// Nil when nothing was ever written of the directory.
  func known(_ name: String) throws -> Int64? {
    if let id = ids[name] { return id }
    let id = try Prepared("SELECT id FROM directory WHERE name = ?", on: db).first(name) { $0.integer(0) }
    ids[name] = id
    return id
  }

  /// The number of a directory, given now if it has none.
  func id(of name: String) throws -> Int64 {
    if let id = try known(name) { return id }
    try Prepared("INSERT INTO directory (name) VALUES (?)", on: db).run(name)
    ids[name] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }
}
