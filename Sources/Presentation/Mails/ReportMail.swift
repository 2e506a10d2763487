import Foundation
import Provisioning

/// The mail that tells those who look after a portal what a run came to: figures, why it was refused or failed, and what
/// to do. Names stand only in the page that is attached when the settings ask for details.
package struct ReportMail {
  private let report: Report
  private var style: TextStyle
  private let words: any Wording
  private let hasDetails: Bool

  /// A page that is larger is not attached, in bytes: many relays take no more than ten megabytes, a third of it lost to
  /// its encoding.
  static let largestPage = 5_000_000

  init(_ report: Report, style: TextStyle, hasDetails: Bool) {
    // What a copy says must not depend on when it is written.
    self.report = report.beforeItsMails
    self.style = style
    self.style.program = "navette"
    self.hasDetails = hasDetails
    // Words of servers may name people as well.
    words = style.language.wording(timeZone: style.timeZone, redaction: hasDetails ? .off : .on)
  }

  /// What a run came to, for the subject: `Navette: 12 creations, 3 problems`.
  package static func subject(
    _ outcome: RunRecord.Outcome, _ counts: Counts, problems: Int, portal: String, in language: Language
  ) -> String {
    let words = language.wording(timeZone: .gmt)
    var parts = Change.Kind.allCases.filter { counts[$0] > 0 }.map { kind in
      "\(words.figures.number(counts[kind])) \(words.say(.kinds(kind, counts[kind])))"
    }
    switch outcome {
    case .refused, .failed: parts = [words.say(.outcome(outcome))]
    case .settled, .changes, .applied: if parts.isEmpty { parts = [words.say(.noChange)] }
    }
    if problems > 0 { parts.append("\(words.figures.number(problems)) \(words.say(.shortProblems(problems)))") }
    let subject = "Navette" + words.say(.colon) + parts.joined(separator: ", ")
    let name = PlainText(portal).text
    return name.isEmpty ? subject : subject + " – " + name
  }

  func add(to facts: inout MailFacts) {
    let summary = words.summarise(report)
    facts.report["what"] = summary.what
    facts.report["place"] = summary.place
    facts.report["remedy"] = summary.remedy
    facts.report["run"] = report.run
    facts.report["when"] = words.say(report.startedAt)
    facts.report["verdicts"] = verdicts
    facts.report["figures"] = figures
    facts.report["problems"] = problems
    facts.report["hasFigures"] = !figures.isEmpty
    facts.report["hasProblems"] = !problems.isEmpty
    facts.report["isAttached"] = page != nil
    facts.report["isTooLarge"] = hasDetails && page == nil
  }

  /// The page with everybody's name; nil without details, and when it is too large for a mail.
  var attachment: Message.Attachment? {
    page.map { Message.Attachment(name: "navette-\(report.run).html", type: "text/html; charset=utf-8", bytes: $0) }
  }

  private var page: [UInt8]? {
    guard hasDetails, report.counts.changes < 20_000 else { return nil }
    var bytes: [UInt8] = []
    HTMLReport(report, style: style).write { bytes += $0 }
    return bytes.count <= Self.largestPage ? bytes : nil
  }

  private var verdicts: [[String: Any]] {
    report.directories.flatMap { directory in
      let bases = directory.plan?.read.bases.map(\.dn) ?? []
      let refusals = directory.refusals.map { words.explain($0, bases: bases) }
      return (refusals + [directory.failure.map { words.explain($0) }].compactMap { $0 }).map { facts in
        ["directory": directory.name, "what": facts.what, "place": facts.place as Any, "remedy": facts.remedy as Any]
          .compactMapValues { ($0 as? String) }
      }
    }
  }

  private var figures: [[String: Any]] {
    guard report.directories.contains(where: { $0.plan != nil }) else { return [] }
    let counts = report.counts
    let kinds = Change.Kind.allCases.filter { counts[$0] > 0 }.map { (words.say(.kinds($0, counts[$0])), counts[$0]) }
    let others: [(Label.Figure, Int)] = [
      (.linkMails, counts.linkMails), (.notices, counts.notices), (.emailChanges, counts.emailChanges),
      (.emailRemovals, counts.emailRemovals), (.held, counts.held), (.absent, counts.absent), (.drift, counts.drift),
    ]
    let all =
      [(words.say(.figure(.entries, counts.entries)), counts.entries)] + kinds
      + others.filter { $0.1 > 0 }.map { (words.say(.figure($0.0, $0.1)), $0.1) }
    return all.map { ["name": $0.0, "value": words.figures.number($0.1)] }
  }

  private var problems: [[String: Any]] {
    let all = report.openProblems
    let groups = Dictionary(grouping: all, by: \.code)
    return Problem.Code.allCases.compactMap { code in
      groups[code].map { group in
        ["name": words.say(.problem(code), group.count), "remedy": words.explain(group[0]).remedy ?? ""]
      }
    }
  }
}
