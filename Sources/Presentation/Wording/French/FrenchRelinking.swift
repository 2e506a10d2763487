import Foundation
import Provisioning

extension French {
  /// What a search for new ties came to; nil where it is told as of any other run.
  func relinking(_ report: Report) -> Explanation? {
    let counts = report.counts
    switch report.outcome {
    case .settled: return Explanation(say("Aucun nouveau rattachement à faire : \(known(counts))."), rest(report))
    case .changes:
      let numbers = report.numbers.map { " " + redaction.value($0) }.joined()
      return Explanation(
        say("Plan : \(ties(counts, done: false))."),
        [rest(report), say("Rien n'a été écrit.")].compactMap(\.self).joined(separator: " "),
        say("Pour appliquer : \(program) relink --apply") + numbers)
    case .applied:
      return Explanation(
        say("Appliqué : \(ties(counts, done: true)) ; personne n'a reçu de mail."), rest(report),
        say("Ce qui a changé d'autre vient avec la prochaine exécution : \(program) sync"))
    case .refused, .failed: return nil
    }
  }

  private func ties(_ counts: Counts, done: Bool) -> String { say(Tally(.relink, counts.relink), done: done) }

  private func known(_ counts: Counts) -> String {
    "\(entries(counts.unchanged)) \(plural(counts.unchanged, "est connue", "sont connues"))"
  }

  /// What no tie was found for.
  private func rest(_ report: Report) -> String? {
    let counts = report.counts
    guard report.numbers.isEmpty else { return nil }
    let parts = [
      counts.held == 0 ? nil : "\(entries(counts.held)) en attente d’une décision",
      counts.notFound == 0
        ? nil : "\(accounts(counts.notFound)) \(plural(counts.notFound, "non retrouvé", "non retrouvés"))",
      counts.newEntries == 0 ? nil : count(counts.newEntries, "nouvelle entrée", "nouvelles entrées"),
      counts.problems == 0 ? nil : count(counts.problems, "entrée avec un problème", "entrées avec un problème"),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : say("En outre : \(list(parts)).")
  }

  package func explain(_ verdict: NumberVerdict, of number: String) -> Explanation {
    let who = redaction.value(number)
    return switch verdict {
    case .tieable: explain("\(who) : peut être rattaché.")
    case .ambiguous:
      explain(
        "\(who) : plusieurs entrées, ou plusieurs comptes, se rencontrent.", nil,
        "Faites que le numéro, ou l'adresse et le nom, les distinguent dans l'annuaire.")
    case .alreadyTied:
      explain(
        "\(who) : sa propre entrée est toujours là.", nil, "Retirez l'une des deux entrées, ou corrigez son numéro.")
    case .vanished:
      explain(
        "\(who) : l'entrée en attente n'est plus là, ou ne correspond plus.", nil,
        "Pour voir de nouveau : \(program) relink")
    case .noProposal:
      explain("\(who) : aucune entrée à rattacher.", nil, "Pour voir celles qu'il y a : \(program) relink")
    case .unknown: explain("\(who) : aucun compte n'a ce numéro.")
    }
  }

  package var refusedNumbers: String { say("Personne n'a été rattaché.") }
}
