import Foundation
import Provisioning

extension DossierText {
  /// What the next run of a directory would do, as the report of a plan says it.
  func outlook(_ directory: DirectoryDossier, _ page: inout Page) {
    let plans = directory.plans
    guard !plans.isEmpty || !directory.entries.isEmpty else { return }
    page.line(words.say(.nextRun), .bold, indent: 2)
    if plans.isEmpty { page.line(words.say(.nothingToDo), indent: 4) }
    if let plan = directory.outlook { outlook(plan, of: directory.name, otherwise: .unchanged, &page) }
    for absent in directory.absences {
      outlook(absent.outlook, of: directory.name, otherwise: idle(absent.tie), &page)
    }
    if plans.contains(where: { !$0.isSettled || !$0.absences.isEmpty }) {
      page.line([.init(words.say(.beforeLimits), .dim)], indent: 4, .wrap(hanging: 6))
    }
    if let refused = directory.refused { self.refused(refused, &page) }
  }

  /// Why a run does nothing about a tie whose entry it does not meet.
  private func idle(_ tie: Tie) -> DossierPhrase {
    guard let record = dossier.people.first(where: { $0.account.id == tie.account }) else { return .unchanged }
    switch record.account.status {
    case .active: return .givenElsewhere
    case .inactive(let reason):
      let entry = reason.isByRun ? record.deactivation : nil
      return .staysInactive(reason, since: entry?.at, cause: entry?.cause)
    }
  }

  private func refused(_ refused: RefusedRun, _ page: inout Page) {
    page.line([.init(words.say(.refused(run: refused.run, at: refused.at)), .yellow)], indent: 4, .wrap(hanging: 6))
    for refusal in refused.refusals {
      let what = words.explain(refusal, bases: refused.bases).what
      page.line([.init(what), .init(" (\(refusal.cause.name))", .dim)], indent: 6, .wrap(hanging: 8))
    }
  }

  /// The sections of a plan's report, set in.
  private func outlook(_ plan: Plan, of name: String, otherwise phrase: DossierPhrase, _ page: inout Page) {
    let part = DirectoryReport(name: name, outcome: plan.isSettled ? .settled : .changes, seconds: 0, plan: plan)
    let moment = Date(timeIntervalSince1970: 0)
    var narrow = style
    narrow.width = style.width.map { $0 - 2 }
    let report = TextReport(
      Report(run: "", mode: .plan, startedAt: moment, endedAt: moment, directories: [part]), style: narrow)
    let phrases = TextReport.Phrases(words)
    var inner = Page(narrow)
    for change in plan.changes { report.person(change, in: part, phrases, &inner) }
    for section in [report.problems, report.proposals, report.drifts, report.absences] { section(&inner) }
    guard !inner.bytes.isEmpty else { return page.line([.init(words.say(phrase))], indent: 4, .wrap(hanging: 6)) }
    page.paste(inner, behind: "  ", .plain)
    let rules = plan.rules.sorted { $0.key < $1.key }.map { words.say(.rule($0.value)) }
    for rule in Set(rules).sorted() { page.line(rule, indent: 4) }
  }

  // MARK: Nobody

  func notFound(_ page: inout Page) {
    page.line(words.say(.notFound(redaction.value(dossier.inquiry.text))), .boldRed)
    page.line()
    page.line(words.say(.searched), .bold)
    item(words.say(.searchedStore), &page)
    for directory in dossier.directories {
      if let failure = directory.failure {
        item("\(directory.name)\(words.say(Term.colon))\(words.explain(failure).text)", &page)
      }
      for search in directory.searches {
        item(
          "\(directory.name)\(words.say(Term.colon))\(aim(search)) → \(words.say(.found(search.entries.count)))", &page)
        for command in search.commands where redaction == .off {
          page.line([.init(command, .dim)], indent: 4, .unbroken)
        }
      }
    }
    page.line()
    guard !dossier.candidates.isEmpty else { return page.line(words.say(.noCandidates)) }
    page.line(words.say(.candidates), .bold)
    for candidate in dossier.candidates {
      let person = candidate.responsable
      let parts = [person.number, person.displayName, person.email].compactMap(\.self).filter { !$0.isEmpty }
      item(
        (parts.map(redaction.value) + [words.say(.place(directory: candidate.directory))]).joined(separator: "  "),
        &page)
    }
  }

  private func aim(_ search: EntrySearch) -> String {
    switch search.aim {
    case .named(let dn): redaction.dn(dn)
    case .matching(let filter): redaction == .off ? filter.text : "(\(filter.attributes.joined(separator: ",")))"
    }
  }
}
