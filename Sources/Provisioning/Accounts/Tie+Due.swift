import Foundation

extension Tie {
  /// Whether it has to be looked at although nothing was heard of its entry; see `AccountReading.dueTies`.
  ///
  /// - Parameters:
  ///   - account: the tie's, with all its ties.
  ///   - directories: those there are by the settings; nil when all count.
  package func isDue(of account: Account, among directories: Set<String>?, at now: Date) -> Bool {
    let isActive = account.status.isActive
    let others = account.ties.filter { $0.directory != directory && directories?.contains($0.directory) ?? true }
    let isGivenElsewhere = others.contains { !$0.isSecondary }
    if isSecondary && !isGivenElsewhere && (missingSince == nil || isActive) { return true }
    if missingSince != nil { return !isSecondary && (isActive || others.contains { !$0.isMissing }) }
    let isOver = isActive && !isSecondary && activeUntil.map { $0 <= now } ?? false
    return digest == nil || isOver || account.revision != accountRevision
  }
}
