import Foundation
import Provisioning

/// A line of a spreadsheet that is not of a change.
struct CSVRow {
  let what: String
  let code: String
  let directory: String
  var number: String?
  var name: String?
  let reason: String
  var remedy: String?
  var since: Date?
  var dn: String?
  var anchor: String?
}

extension CSVReport {
  /// Whatever is open, refused or failed in one directory.
  func rows(of directory: DirectoryReport) -> [CSVRow] {
    var rows = verdicts(of: directory)
    guard let plan = directory.plan else { return rows }
    rows += plan.open.problems.map(row)
    rows += plan.open.proposals.map(row)
    rows += plan.drifts.map { row(of: $0, in: directory) }
    rows += plan.absences.map { row(of: $0, in: directory) }
    return rows
  }

  private func verdicts(of directory: DirectoryReport) -> [CSVRow] {
    let bases = directory.plan?.read.bases.map(\.dn) ?? []
    let refusals = directory.refusals.map {
      row(.refusal, $0.cause.name, directory.name, words.explain($0, bases: bases))
    }
    let failures = directory.failure.map { row(.failure, "failed", directory.name, words.explain($0)) }
    return refusals + [failures].compactMap { $0 }
  }

  private func row(_ matter: Label.Matter, _ code: String, _ directory: String, _ facts: Explanation) -> CSVRow {
    CSVRow(
      what: words.say(.matter(matter)), code: code, directory: directory,
      reason: [facts.what, facts.place].compactMap { $0 }.joined(separator: " "), remedy: facts.remedy)
  }

  private func row(of problem: Problem) -> CSVRow {
    let facts = words.explain(problem)
    return CSVRow(
      what: words.say(.matter(.problem)), code: problem.code.rawValue, directory: problem.directory,
      number: problem.person?.number.map(redaction.value), name: (problem.person?.name).map(redaction.value),
      reason: facts.what, remedy: facts.remedy, since: problem.since, dn: redaction.dn(problem.dn),
      anchor: problem.anchor)
  }

  private func row(of proposal: Proposal) -> CSVRow {
    let facts = words.explain(proposal)
    return CSVRow(
      what: words.say(.matter(.held)), code: proposal.code.rawValue, directory: proposal.directory,
      number: proposal.person?.number.map(redaction.value), name: (proposal.person?.name).map(redaction.value),
      reason: facts.what, remedy: facts.remedy, since: proposal.since, dn: redaction.dn(proposal.dn),
      anchor: proposal.anchor)
  }

  private func row(of drift: Drift, in directory: DirectoryReport) -> CSVRow {
    let facts = words.explain(drift)
    return CSVRow(
      what: words.say(.matter(.drift)), code: "drift", directory: directory.name,
      number: drift.number.map(redaction.value), reason: facts.what, remedy: facts.remedy, dn: redaction.dn(drift.dn),
      anchor: drift.anchor.text)
  }

  private func row(of absence: Absence, in directory: DirectoryReport) -> CSVRow {
    let facts = words.explain(absence)
    return CSVRow(
      what: words.say(.matter(.absence)), code: "absent", directory: directory.name,
      number: absence.number.map(redaction.value), name: redaction.value(absence.name), reason: facts.what,
      remedy: facts.remedy, since: absence.since, dn: redaction.dn(absence.dn), anchor: absence.anchor.text)
  }
}
