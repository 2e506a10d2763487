import Foundation
import GRDB
import Provisioning

/// Reads ties by their keys, thousands at a time.
struct TieReader {
  /// The keys come as one BLOB, sixteen bytes each, which the first table cuts up.
  static let byKey: StaticString = """
    WITH RECURSIVE wanted (position) AS (
      SELECT 1 WHERE length(?1) > 0 UNION ALL SELECT position + 16 FROM wanted WHERE position + 16 < length(?1)
    )
    SELECT tie.key, tie.digest, tie.account, tie.account_revision, tie.missing_since, tie.active_until,
      tie.is_secondary, tie_detail.anchor, tie_detail.dn, tie_detail.agreed, tie_detail.sync_id
    FROM wanted
    CROSS JOIN tie ON tie.directory = ?2 AND tie.key = substr(?1, wanted.position, 16)
    CROSS JOIN tie_detail ON tie_detail.id = tie.detail
    """

  private let statement: Prepared

  init(_ db: Database) {
    statement = Prepared(Self.byKey, on: db)
  }

  /// The ties of a directory that have one of the keys.
  func ties(_ keys: [Digest128], of directory: String, _ id: Int64) throws -> [Digest128: Tie] {
    var ties: [Digest128: Tie] = [:]
    for chunk in keys.chunks(of: SQLiteStore.keysPerStatement) {
      try statement.forEach(chunk.flatMap(\.bytes), id) { columns in
        guard let key = columns.digest(0) else { return }
        ties[key] = Tie(row: columns, of: directory)
      }
    }
    return ties
  }
}
