import Foundation
import Provisioning

extension MemoryStore {
  package func keyUses(at now: Date) -> [KeyUse] {
    let open = snapshot.tokens.values.filter { $0.isOpen(at: now) }
    return Dictionary(grouping: open, by: \.row.keyID).map { id, tokens in
      KeyUse(keyID: id, openTokens: tokens.count, unsent: tokens.count { $0.expiresAt == nil })
    }.sorted { $0.keyID < $1.keyID }
  }
}
