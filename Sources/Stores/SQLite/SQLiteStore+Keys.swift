import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func keyUses(at now: Date) throws(StoreError) -> [KeyUse] {
    try read { db in
      // The open ones have an index of their own; those that expired are still in it.
      try Prepared(
        """
        SELECT key_id, count(*), total(expires_at IS NULL) FROM token
        WHERE used_at IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
        GROUP BY key_id ORDER BY key_id
        """, on: db
      ).all(now) { KeyUse(keyID: $0.text(0), openTokens: Int($0.integer(1)), unsent: Int($0.integer(2))) }
    }
  }
}
