import Foundation
import Provisioning

extension English {
  /// What a search for new ties came to; nil where it is told as of any other run.
  func relinking(_ report: Report) -> Explanation? {
    let counts = report.counts
    switch report.outcome {
    case .settled: return Explanation("No new tie to make: \(known(counts)).", rest(report))
    case .changes:
      let numbers = report.numbers.isEmpty ? "" : " " + list(report.numbers, redaction)
      return Explanation(
        "Plan: \(ties(counts, done: false)).",
        [rest(report), "Nothing was written."].compactMap(\.self).joined(separator: " "),
        "To apply: \(program) relink --apply" + numbers)
    case .applied:
      return Explanation(
        "Applied: \(ties(counts, done: true)); nobody was mailed.", rest(report),
        "What else changed comes with the next run: \(program) sync")
    case .refused, .failed: return nil
    }
  }

  private func ties(_ counts: Counts, done: Bool) -> String { say(Tally(.relink, counts.relink), done: done) }

  private func known(_ counts: Counts) -> String {
    counts.unchanged == 1 ? "1 entry is known" : "\(entries(counts.unchanged)) are known"
  }

  /// What no tie was found for.
  private func rest(_ report: Report) -> String? {
    let counts = report.counts
    guard report.numbers.isEmpty else { return nil }
    let parts = [
      counts.held == 0 ? nil : "\(entries(counts.held)) held for a decision",
      counts.notFound == 0 ? nil : "\(accounts(counts.notFound)) not found again",
      counts.newEntries == 0 ? nil : count(counts.newEntries, "new entry", "new entries"),
      counts.problems == 0 ? nil : count(counts.problems, "entry with a problem", "entries with a problem"),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "Besides: \(list(parts))."
  }

  private func list(_ numbers: [String], _ redaction: Redaction) -> String {
    numbers.map(redaction.value).joined(separator: " ")
  }

  package func explain(_ verdict: NumberVerdict, of number: String) -> Explanation {
    let who = redaction.value(number)
    return switch verdict {
    case .tieable: Explanation("\(who): can be tied.")
    case .ambiguous:
      Explanation(
        "\(who): several entries, or several accounts, meet.", nil,
        "Make the number, or address and name, tell them apart in the directory.")
    case .alreadyTied:
      Explanation(
        "\(who): its own entry is still there.", nil, "Remove one of the two entries, or correct its number.")
    case .vanished:
      Explanation(
        "\(who): the entry that was held is no longer there, or no longer fits.", nil, "Look again: \(program) relink")
    case .noProposal: Explanation("\(who): there is no entry to tie.", nil, "To see those there are: \(program) relink")
    case .unknown: Explanation("\(who): no account has this number.")
    }
  }

  package var refusedNumbers: String { "Nobody was tied." }
}
