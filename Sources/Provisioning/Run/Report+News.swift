import Foundation

extension Report {
  /// Whether anybody has to read it: something changed, was refused or failed, or a problem or a proposal is new.
  ///
  /// What was open before and still is, who is absent within the grace, and mails that left as they should are no news.
  package var isNews: Bool {
    if outcome != .settled || withoutPassword != nil { return true }
    if let mails, mails.failed > 0 || mails.failure != nil { return true }
    return directories.compactMap(\.plan?.open).contains { open in
      open.problems.contains { isNew($0.since) } || open.proposals.contains { isNew($0.since) }
    }
  }

  /// What is open keeps the moment of the run that met it first.
  private func isNew(_ since: Date?) -> Bool { since.map { $0 >= startedAt } ?? true }
}
