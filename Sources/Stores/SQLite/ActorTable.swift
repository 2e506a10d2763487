import GRDB
import Provisioning

/// Who caused rows; each row of journal, outbox and tokens names one by its number.
struct ActorTable {
  /// Whoever writes through a portal's view or by plain SQL.
  static let portal: Int64 = 1

  private let db: Database

  init(_ db: Database) { self.db = db }

  func id(of actor: Actor) throws -> Int64 {
    try Prepared("INSERT OR IGNORE INTO actor (kind, name, origin) VALUES (?, ?, ?)", on: db)
      .run(actor.kind.rawValue, actor.name, actor.origin)
    let id = try Prepared("SELECT id FROM actor WHERE kind = ? AND name = ? AND origin = ?", on: db)
      .first(actor.kind.rawValue, actor.name, actor.origin) { $0.integer(0) }
    return id ?? Self.portal
  }
}
