import Foundation
import Provisioning

extension French {
  package func summarise(_ report: Report) -> Explanation {
    if report.mode == .relink, let words = relinking(report) { return words }
    return switch report.outcome {
    case .settled: settled(report)
    case .changes:
      Explanation(
        say("Plan : \(tallies(report, done: false))."), sentences(say("Rien n'a été écrit."), open(report)),
        toApply(report))
    case .applied: Explanation(say("Appliqué : \(tallies(report, done: true))."), open(report))
    case .refused: refused(report)
    case .failed: failed(report)
    }
  }

  private func sentences(_ first: String, _ second: String?) -> String { second.map { "\(first) \($0)" } ?? first }

  private func toApply(_ report: Report) -> String {
    say("Pour appliquer : \(program) sync") + (report.adopts ? " --adopt" : "")
  }

  private func tallies(_ report: Report, done: Bool) -> String {
    let tallies = report.summedCounts(done: done).tallies
    let people = tallies.filter { !$0.isOfMails }.map { say($0, done: done) }
    let mails = tallies.filter(\.isOfMails)
    let leave = plural(mails.reduce(0) { $0 + $1.count }, " partirait", " partiraient")
    let leaving = mails.isEmpty ? nil : list(mails.map { say($0, done: done) }) + (done ? " en file d’envoi" : leave)
    return [people.isEmpty ? "rien" : list(people), leaving].compactMap { $0 }.joined(separator: "\u{202F}; ")
  }

  private func settled(_ report: Report) -> Explanation {
    let same = report.counts.unchanged
    if report.readsChangesOnly {
      return Explanation(say("Rien à faire : rien n'a changé depuis la dernière lecture."), open(report))
    }
    let agree = plural(same, "entrée concorde", "entrées concordent")
    if report.foundNobody {
      return explain("Rien à faire : personne n'a été trouvé.", nil, "S'il devait y avoir quelqu'un : \(program) check")
    }
    return Explanation(
      say("Rien à faire : \(figures.number(same)) \(agree) avec \(accounts(same))."), open(report))
  }

  private func open(_ report: Report) -> String? {
    let (counts, problems) = (report.counts, report.openProblems.count)
    let parts = [
      problems == 0 ? nil : count(problems, "problème", "problèmes"),
      counts.held == 0 ? nil : "\(figures.number(counts.held)) en attente",
      counts.absent == 0 ? nil : count(counts.absent, "absence", "absences"),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : say("Reste ouvert : \(list(parts)).")
  }

  private func refused(_ report: Report) -> Explanation {
    let refusals = report.directories.flatMap(\.refusals)
    let command = refusals.count > 1 ? LiftingCommand.text(for: refusals, program) : nil
    let names = list(report.names(of: .refused))
    let what: FrenchText =
      report.mode == .plan
      ? "Plan refusé : une synchronisation n'écrirait rien pour \(names)."
      : "Refusé : rien n'a été écrit pour \(names)."
    return Explanation(
      say(what), elsewhere(report),
      command.map { say("Si tout cela est voulu : \($0)") })
  }

  private func failed(_ report: Report) -> Explanation {
    let refused = report.names(of: .refused)
    let also = refused.isEmpty ? "" : say(" Refusé : \(list(refused)).")
    return Explanation(
      say("Échec : \(list(report.names(of: .failed))) ; rien n'est fait à moitié.\(also)"), elsewhere(report))
  }

  /// What the directories came to that neither failed nor were refused.
  private func elsewhere(_ report: Report) -> String? {
    let applied = report.names(of: .applied)
    if !applied.isEmpty { return say("Appliqué pour \(list(applied)) : \(tallies(report, done: true)).") }
    let planned = report.names(of: .changes)
    return planned.isEmpty
      ? nil : say("Pour \(list(planned)) : \(tallies(report, done: false)) ; rien n'a été écrit.")
  }
}
