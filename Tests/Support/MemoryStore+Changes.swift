import Foundation
import Provisioning

/// What a run that reads only changes asks of the store.
extension MemoryStore {
  package func cursor(of directory: String) -> ReadCursor? { snapshot.cursors[directory] }

  package func dueTies(of directory: String, among directories: Set<String>?, at now: Date) -> [Anchor] {
    let snapshot = snapshot
    let isFirst = { (tie: Tie, other: String) in
      other != directory && !tie.isSecondary && directories?.contains(other) ?? true
    }
    let proposed = Set(snapshot.ties.keys.flatMap { openMatters(of: $0).proposals }.flatMap(\.accounts))
    return snapshot.ties[directory, default: [:]].values.filter { tie in
      let account = snapshot.accounts[tie.account]
      let isGivenElsewhere = snapshot.ties.contains { other, ties in
        ties.values.contains { $0.account == tie.account && isFirst($0, other) }
      }
      let isOver = tie.activeUntil.map { $0 <= now } == true && account?.status.isActive == true
      return tie.digest == nil || tie.missingSince != nil || isOver || account?.revision != tie.accountRevision
        || proposed.contains(tie.account.rawValue) || (tie.isSecondary && !isGivenElsewhere)
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
