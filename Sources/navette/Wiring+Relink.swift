import Directories
import Foundation
import Presentation
import Provisioning
import Stores

extension Wiring {
  /// What somebody asks of new ties.
  struct NewTies {
    /// The accounts that are meant; empty for all that is certain.
    let numbers: [String]
    let applies: Bool
    let notFound: Limit?
    let drawsFigures: Bool
  }

  /// Finds the entries of ties again, in each directory, and ties them if that is wanted.
  func relink(_ wishes: NewTies, style: TextStyle) throws -> Report {
    let store = try openStore(wishes.applies ? .readWrite : .readOnly)
    let report = try saying { () throws -> Report in
      guard wishes.applies else { return try relink(wishes, in: store, style) }
      return try store.exclusively(as: Invocation.actor(.command, "relink"), at: Date()) {
        try relink(wishes, in: store, style)
      }
    }
    return wishes.drawsFigures ? try drawing(report, from: store) : report
  }

  private func relink(_ wishes: NewTies, in store: any Store, _ style: TextStyle) throws -> Report {
    let startedAt = Invocation.now()
    let runID = Invocation.runID(at: startedAt)
    let line = ProgressLine(isFrench: settings.portal.language == .fr)
    let circumstances = SyncRun.Circumstances(
      runID: runID, actor: Actor(.run, name: runID, origin: Invocation.origin("relink")), clock: Invocation.now,
      isInterrupted: { Interruption.isAsked }, onProgress: line.show)
    var drafts = settings.directories.map { directory in
      RelinkRun(
        mapping: directory.mapping, policy: settings.policy(adopts: false), notFound: wishes.notFound,
        numbers: wishes.numbers.isEmpty ? nil : Set(wishes.numbers), circumstances: circumstances
      ).draft(open(directory), beside: store)
    }
    line.clear()
    try refuse(wishes.numbers, drafts, store, style)
    var reports: [DirectoryReport] = []
    // All of those who were named are tied, or nobody is.
    let isHeldBack = !wishes.numbers.isEmpty && drafts.contains(where: \.cannotTell)
    let mode: SyncRun.Mode = wishes.applies && !isHeldBack ? .apply : .plan
    for index in drafts.indices { reports.append(drafts[index].finish(mode)) }
    line.clear()
    var report = Report(
      run: runID, mode: .relink, startedAt: reports.first?.span?.lowerBound ?? startedAt,
      endedAt: reports.last?.span?.upperBound ?? Invocation.now(), directories: reports)
    report.numbers = wishes.numbers
    return report
  }

  /// All of those who were named can be tied, or nobody is; a directory that could not be read says so itself.
  private func refuse(_ numbers: [String], _ drafts: [RelinkDraft], _ store: any Store, _ style: TextStyle) throws {
    guard !numbers.isEmpty, !drafts.contains(where: \.cannotTell) else { return }
    let known = Set(try store.accounts(numbered: numbers, at: Date()).compactMap(\.responsable.number))
    let refused = numbers.compactMap { number -> String? in
      let verdict: NumberVerdict =
        known.contains(number) ? .most(of: drafts.compactMap { $0.verdicts[number] }) : .unknown
      return verdict == .tieable ? nil : style.wording.explain(verdict, of: number).terminalText
    }
    if !refused.isEmpty {
      throw CommandFailure((refused + [style.wording.refusedNumbers]).joined(separator: "\n"))
    }
  }
}
