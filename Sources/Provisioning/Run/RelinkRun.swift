import Foundation

/// One search for new ties in one directory: read everything, find the entries again, guard, and, if it may, commit.
///
/// Nothing of an account changes but its tie, and no mail is written: values come with the next sync.
package struct RelinkRun: Sendable {
  let mapping: Mapping
  let policy: Policy
  /// How many ties may not be found again; nil for half of them.
  let notFound: Limit?
  /// The accounts somebody named; nil for all that is certain.
  let numbers: Set<String>?
  let circumstances: SyncRun.Circumstances

  package init(
    mapping: Mapping, policy: Policy, notFound: Limit? = nil, numbers: Set<String>? = nil,
    circumstances: SyncRun.Circumstances
  ) {
    self.mapping = mapping
    self.policy = policy
    self.notFound = notFound
    self.numbers = numbers
    self.circumstances = circumstances
  }

  /// Reads and plans; what comes of it is applied, or only told, by `finish`.
  package func draft(_ directory: any Directory, beside store: any AccountStore) -> RelinkDraft {
    var draft = RelinkDraft(run: self, directory: directory.name, store: store, startedAt: circumstances.clock())
    draft.plan(reading: directory)
    return draft
  }

  func read(
    _ directory: any Directory, _ relinker: inout Relinker
  ) throws(RunFailure) -> ReadOutcome {
    var request = ReadRequest(mapping)
    request.attributes = relinker.attributes
    var count = 0
    do throws(DirectoryError) {
      return try directory.read(request) { (entry) throws(DirectoryError) in
        relinker.take(entry)
        count += 1
        if count.isMultiple(of: 1_000) {
          if circumstances.isInterrupted() { throw .interrupted }
          circumstances.onProgress(.reading(entries: count))
        }
      }
    } catch {
      throw .directory(error)
    }
  }

  /// Every reason why the plan may not be applied.
  func refusals(of plan: Plan, _ relinker: Relinker, _ history: History) -> [Refusal] {
    let refusal = { (cause: Refusal.Cause, found: Int, of: Int?, allowed: Int?, subject: String?) in
      Refusal(
        cause, directory: plan.directory, found: found, of: of, allowed: allowed, subject: subject,
        entries: plan.read.entries, lastEntries: history.lastWholeRead?.entries)
    }
    if numbers != nil {
      // All ties are read from one attribute, or from the other.
      guard relinker.hasOtherAttribute else { return [] }
      return [refusal(.anchorAttributeChanged, plan.read.entries, nil, nil, history.lastWholeRead?.anchorAttribute)]
    }
    let ties = relinker.counted.count
    let allowed = notFound.map { $0.allowed(of: ties) } ?? ties / 2
    guard let allowed, plan.counts.notFound > allowed else { return [] }
    return [refusal(.tiesNotFound, plan.counts.notFound, ties, allowed, nil)]
  }
}
