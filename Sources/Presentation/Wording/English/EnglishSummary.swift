import Foundation
import Provisioning

extension English {
  package func summarise(_ report: Report) -> Explanation {
    if report.mode == .relink, let words = relinking(report) { return words }
    return switch report.outcome {
    case .settled: settled(report)
    case .changes:
      Explanation(
        "Plan: \(tallies(report, done: false)).", sentences("Nothing was written.", open(report)), toApply(report))
    case .applied: Explanation("Applied: \(tallies(report, done: true)).", open(report))
    case .refused: refused(report)
    case .failed: failed(report)
    }
  }

  private func sentences(_ first: String, _ second: String?) -> String { second.map { "\(first) \($0)" } ?? first }

  private func toApply(_ report: Report) -> String {
    "To apply: \(program) sync" + (report.adopts ? " --adopt" : "")
  }

  private func tallies(_ report: Report, done: Bool) -> String {
    let tallies = report.summedCounts(done: done).tallies
    let people = tallies.filter { !$0.isOfMails }.map { say($0, done: done) }
    let mails = tallies.filter(\.isOfMails).map { say($0, done: done) }
    let leaving = mails.isEmpty ? nil : list(mails) + (done ? " queued" : " would leave")
    return [people.isEmpty ? "nothing" : list(people), leaving].compactMap { $0 }.joined(separator: "; ")
  }

  private func settled(_ report: Report) -> Explanation {
    let same = report.counts.unchanged
    if report.readsChangesOnly {
      return Explanation("Nothing to do: nothing has changed since the last read.", open(report))
    }
    let verb = same == 1 ? "agrees" : "agree"
    if report.foundNobody {
      return Explanation("Nothing to do: nobody was found.", nil, "If people should be there: \(program) check")
    }
    return Explanation("Nothing to do: \(entries(same)) \(verb) with \(accounts(same)).", open(report))
  }

  private func open(_ report: Report) -> String? {
    let (counts, problems) = (report.counts, report.openProblems.count)
    let parts = [
      problems == 0 ? nil : count(problems, "problem", "problems"),
      counts.held == 0 ? nil : "\(figures.number(counts.held)) held",
      counts.absent == 0 ? nil : "\(figures.number(counts.absent)) absent",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "Still open: \(list(parts))."
  }

  private func refused(_ report: Report) -> Explanation {
    let refused = report.names(of: .refused)
    let what =
      report.mode == .plan
      ? "Plan refused: a sync would write nothing for \(list(refused))."
      : "Refused: nothing was written for \(list(refused))."
    let refusals = report.directories.flatMap(\.refusals)
    let command = refusals.count > 1 ? LiftingCommand.text(for: refusals, program) : nil
    return Explanation(what, elsewhere(report), command.map { "If all of this is right: \($0)" })
  }

  private func failed(_ report: Report) -> Explanation {
    let failed = list(report.names(of: .failed))
    let refused = report.names(of: .refused)
    let also = refused.isEmpty ? "" : " Refused: \(list(refused))."
    return Explanation("Failed: \(failed); nothing was half done.\(also)", elsewhere(report))
  }

  /// What the directories came to that neither failed nor were refused.
  private func elsewhere(_ report: Report) -> String? {
    let applied = report.names(of: .applied)
    if !applied.isEmpty { return "Applied for \(list(applied)): \(tallies(report, done: true))." }
    let planned = report.names(of: .changes)
    return planned.isEmpty ? nil : "For \(list(planned)): \(tallies(report, done: false)); nothing was written."
  }
}
