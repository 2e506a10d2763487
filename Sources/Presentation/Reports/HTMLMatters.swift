import Foundation
import Provisioning

extension HTMLReport {
  /// Open problems, grouped: each kind with what to do once, each entry with its sentence.
  func problems(_ html: inout HTMLWriter) {
    let all = report.openProblems
    let groups = Dictionary(grouping: all, by: \.code)
    section(.problems, all.count, &html) { html in
      for code in Problem.Code.allCases {
        guard let group = groups[code] else { continue }
        let found = group.map { ($0.person, words.explain($0), $0.since) }
        list(found, words.explain(group[0]).remedy, .problem(code), "problem", &html)
      }
    }
  }

  /// Ties that wait for a human, grouped the same way.
  func proposals(_ html: inout HTMLWriter) {
    let all = report.directories.flatMap { $0.plan?.open.proposals ?? [] }
    let groups = Dictionary(grouping: all, by: \.code)
    section(.held, all.count, &html) { html in
      for code in Proposal.Code.allCases {
        guard let group = groups[code] else { continue }
        let found = group.map { ($0.person, words.explain($0), $0.since) }
        list(found, words.remedy(for: group), .proposal(code), "held", &html)
      }
    }
  }

  func drifts(_ html: inout HTMLWriter) {
    let all = report.directories.flatMap { $0.plan?.drifts ?? [] }.map { words.explain($0) }
    section(.drifts, all.count, &html) { html in
      let remedy = [all.first?.place, all.first?.remedy].compactMap { $0 }
      items(all.map { (nil, [$0.what]) }, remedy.joined(separator: " "), "drift", &html)
    }
  }

  func absences(_ html: inout HTMLWriter) {
    let all = report.directories.flatMap { $0.plan?.absences ?? [] }.map { words.explain($0) }
    section(.absences, all.count, &html) { html in
      items(all.map { (nil, [$0.what]) }, all.first?.remedy ?? "", "absent", &html)
    }
  }

  private func section(
    _ heading: Heading, _ count: Int, _ html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    guard count > 0 else { return }
    html.element("<section>\n<h2>", words.say(heading, count), "</h2>\n")
    body(&html)
    html.tag("</section>\n")
  }

  private func list(
    _ found: [(person: Person?, explanation: Explanation, since: Date?)], _ remedy: String?, _ heading: Heading,
    _ key: String, _ html: inout HTMLWriter
  ) {
    html.element("<h3>", words.say(heading, found.count), "</h3>\n")
    let lines = found.map { item in
      let since = item.since.map { "\(words.say(.since)) \(words.say($0))" }
      return (item.person, [item.explanation.what] + [item.explanation.place, since].compactMap { $0 })
    }
    items(lines, remedy ?? "", key, &html)
  }

  /// What to do once, then an item each: whom it concerns, its sentence, and below it where and since when.
  private func items(
    _ items: [(person: Person?, lines: [String])], _ remedy: String, _ key: String, _ html: inout HTMLWriter
  ) {
    if !remedy.isEmpty { html.element("<p class=\"remedy\">", remedy, "</p>\n") }
    // Many are laid out as people are: a list at a time, when it is looked at.
    let isLong = items.count > Self.group
    for (index, item) in items.enumerated() {
      if index.isMultiple(of: Self.group) { html.tag(isLong ? "<ul class=\"people\">\n" : "<ul>\n") }
      html.element("<li data-k=\"", key, "\"><p><i aria-hidden=\"true\">•</i> ")
      // Hidden, they would tell nobody from anybody.
      if redaction == .off, let person = item.person { who(person, &html) }
      html.element("", item.lines[0], "</p>")
      for line in item.lines.dropFirst() { html.element("<small class=\"dn\">", line, "</small>") }
      html.tag("</li>\n")
      if index % Self.group == Self.group - 1 || index == items.count - 1 { html.tag("</ul>\n") }
    }
  }

  private func who(_ person: Person, _ html: inout HTMLWriter) {
    if !person.name.isEmpty { html.element("<b>", person.name, "</b> ") }
    if let number = person.number { html.element("<span class=\"n\">", number, "</span> ") }
    html.tag("<br>")
  }
}
