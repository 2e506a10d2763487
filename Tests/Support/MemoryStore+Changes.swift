import Foundation
import Provisioning

/// What a run that reads only changes asks of the store.
extension MemoryStore {
  package func cursor(of directory: String) -> ReadCursor? { snapshot.cursors[directory] }

  package func dueTies(of directory: String, among directories: Set<String>?, at now: Date) -> [Anchor] {
    let snapshot = snapshot
    let proposed = Set(snapshot.open.values.flatMap(\.proposals).flatMap(\.accounts))
    return snapshot.ties[directory, default: [:]].values.filter { tie in
      guard let account = snapshot.accounts[tie.account].map({ snapshot.joined($0, at: now) }) else { return false }
      return proposed.contains(account.id.rawValue) || tie.isDue(of: account, among: directories, at: now)
    }.map(\.anchor)
  }

  package func presentTies(of directory: String, besides keys: Set<Digest128>, limit: Int) -> [Anchor] {
    let present = snapshot.ties[directory, default: [:]].values.filter { $0.missingSince == nil && $0.digest != nil }
    return Array(present.map(\.anchor).filter { !keys.contains($0.key) }.prefix(limit))
  }

  package func anchors(of ids: Set<SyncID>, in directory: String) -> [SyncID: Anchor] {
    let kept = snapshot.ties[directory, default: [:]].values.compactMap { tie in tie.syncID.map { ($0, tie.anchor) } }
    return Dictionary(kept.filter { ids.contains($0.0) }) { first, _ in first }
  }
}
