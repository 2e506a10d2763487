import Foundation
import Presentation
import Provisioning

/// Every fact there is, in words.
enum SampleSentences {
  static func explanations(_ words: any Wording) -> [Explanation] {
    var all: [Explanation] = []
    all += (SampleRefusals.limits + SampleRefusals.others).map { words.explain($0, bases: [SampleReports.base]) }
    all += SampleFailures.directories.map { words.explain($0) }
    all += SampleFailures.stores.map { words.explain($0) }
    all += SampleFailures.deliveries.map { words.explain($0) }
    all += SampleMatters.problems.map { words.explain($0) }
    all += SampleMatters.proposals.map { words.explain($0) }
    all += SampleMatters.drifts.map { words.explain($0) }
    all += SampleMatters.absences.map { words.explain($0) }
    all += results.flatMap { result in
      [
        words.explain(.bindRefused(url: "ldap://a.example", method: "simple", result)),
        words.explain(.searchFailed(url: "ldap://a.example", base: "dc=a", entries: 2, result)),
      ]
    }
    all += SampleMails.faults.map { words.explain($0) }
    all += SampleMails.refused.map { words.explain($0) }
    all += SampleMails.outcomes.map { words.explain($0) }
    all += SampleMails.keys.map { words.explain($0) }
    all += SampleReports.all.map { words.summarise($0.report) } + [words.summarise(SampleReports.nobody)]
    all += SampleReports.all.compactMap { $0.report.mails }.map { words.explain($0) }
    all += SampleFindings.all.map { words.explain($0) }
    all += SampleReads.all.compactMap { words.explain($0) }
    all += SampleSettings.errors.map { words.explain($0) }
    all += NumberVerdict.allCases.map { words.explain($0, of: "R-0042") }
    all += SampleImports.faults.map { words.explain($0) }
    all += [words.summarise(SampleImports.review, file: "a.csv")]
    all += SampleFindings.tallies.map { words.summarise($0) }
    all += [(0, 0), (1, 0), (0, 1), (2, 3)].map {
      words.explain(Report.WithoutPassword(withAddress: $0.0, withoutAddress: $0.1))
    }
    return all
  }

  static let results = [1, 3, 4, 7, 8, 11, 12, 13, 17, 32, 34, 48, 49, 50, 51, 53, 80, -1].map {
    LDAPResult(code: $0, name: "result\($0)", message: "")
  }

  static func phrases(_ words: any Wording) -> [String] {
    let changes = SampleChanges.all
    return changes.map { words.say($0.reason) } + [
      words.say(Reason.takenOver), words.say(Reason.takenBack(from: "ccas")),
    ]
      + InactiveReason.allCases.map { words.say(.newEntry, createdInactive: $0) }
      + InactiveReason.allCases.map { words.say(Reason.activeAgain(after: $0)) }
      + changes.flatMap(\.mails).map { words.say($0) }
      + SampleDossier.phrases.map { words.say($0) } + Finding.Subject.allCases.map { words.say($0) }
      + SampleImports.warnings.map { words.say($0) } + SampleSettings.keyFaults.map { words.say($0) }
      + Problem.Code.allCases.map { words.say(.problem($0), 2) }
      + Proposal.Code.allCases.map { words.say(.proposal($0), 2) }
      + MailColumn.allCases.map { words.say(.mailColumn($0)) } + [words.say(.noMails)]
      + MailState.allCases.flatMap { state in [true, false].map { words.say(.mailState(state, isRetry: $0)) } }
      + [Heading.problems, .held, .drifts, .absences].flatMap { [words.say($0, 1), words.say($0, 2)] }
  }
}
