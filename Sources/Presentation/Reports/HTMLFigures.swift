import Foundation
import Provisioning

extension HTMLReport {
  /// Refusals and failures first: nobody may overlook them.
  func verdicts(_ html: inout HTMLWriter) {
    let refusals = report.directories.flatMap { directory in
      directory.refusals.map { (directory.name, words.explain($0, bases: directory.plan?.read.bases.map(\.dn) ?? [])) }
    }
    let failures = report.directories.compactMap { directory in
      directory.failure.map { (directory.name, words.explain($0)) }
    }
    section(.refusals, refusals, &html)
    section(.failures, failures, &html)
  }

  private func section(_ label: Label.Page, _ items: [(name: String, facts: Explanation)], _ html: inout HTMLWriter) {
    guard !items.isEmpty else { return }
    html.element("<section class=\"verdict\">\n<h2>", words.say(.page(label)), "</h2>\n")
    for item in items {
      html.tag("<article>\n")
      if report.directories.count > 1 { html.element("<p class=\"soft small\">", item.name, "</p>\n") }
      html.element("<p class=\"what\">", item.facts.what, "</p>\n")
      if let place = item.facts.place { html.element("<p>", place, "</p>\n") }
      if let remedy = item.facts.remedy { html.element("<p class=\"next\">", remedy, "</p>\n") }
      html.tag("</article>\n")
    }
    html.tag("</section>\n")
  }

  /// Whether any directory was read: otherwise there is nothing to count and nobody to show.
  var isRead: Bool { report.directories.contains { $0.plan != nil } }

  /// The counts, those that are zero left out but for what everybody looks for.
  func figures(_ html: inout HTMLWriter) {
    guard isRead else { return }
    let counts = report.counts
    let problems = report.openProblems.count
    html.element("<section>\n<h2>", words.say(.page(.figures)), "</h2>\n<dl class=\"tiles\">\n")
    tile(.entries, counts.entries, &html)
    tile(.unchanged, counts.unchanged, &html)
    for kind in Change.Kind.allCases where counts[kind] > 0 {
      tile(words.say(.kinds(kind, counts[kind])), counts[kind], &html)
    }
    tile(.linkMails, counts.linkMails, &html)
    for (label, count) in [
      (Label.Figure.notices, counts.notices), (.emailChanges, counts.emailChanges),
      (.emailRemovals, counts.emailRemovals),
    ] where count > 0 { tile(label, count, &html) }
    tile(.problems, problems, &html)
    for (label, count) in [
      (Label.Figure.held, counts.held), (.absent, counts.absent), (.drift, counts.drift),
    ] where count > 0 { tile(label, count, &html) }
    html.tag("</dl>\n</section>\n")
  }

  private func tile(_ figure: Label.Figure, _ count: Int, _ html: inout HTMLWriter) {
    tile(words.say(.figure(figure, count)), count, &html)
  }

  private func tile(_ name: String, _ count: Int, _ html: inout HTMLWriter) {
    fact(name, words.figures.number(count), &html)
  }

  /// How each directory was read, and what came of it.
  func directories(_ html: inout HTMLWriter) {
    html.element(
      "<section>\n<h2>", words.say(.page(.directories)), "</h2>\n<div class=\"scroll\">\n<table>\n<thead><tr>")
    for label in [words.say(.column(.directory)), words.say(.outcome), words.say(.page(.reading))] {
      html.element("<th scope=\"col\">", label, "</th>")
    }
    html.tag("</tr></thead>\n<tbody>\n")
    for directory in report.directories {
      html.element("<tr><th scope=\"row\">", directory.name, "</th>")
      html.element("<td>", words.say(.outcome(directory.outcome)), "</td>")
      let read = directory.plan.map { words.describe($0.read, seconds: directory.seconds) }
      html.element("<td>", read ?? words.say(.page(.notRead)), "")
      for line in directory.plan.flatMap({ words.explain($0.read) })?.lines ?? [] { html.element("<br>", line, "") }
      html.tag("</td></tr>\n")
    }
    html.tag("</tbody>\n</table>\n</div>\n</section>\n")
  }

  /// What the outbox came to, and who still lacks a password.
  func outbox(_ html: inout HTMLWriter) {
    let mails = report.mails.flatMap { $0.isQuiet ? nil : $0 }
    guard mails != nil || report.withoutPassword != nil else { return }
    html.element("<section>\n<h2>", words.say(.page(.mails)), "</h2>\n")
    var explanations = [mails.map { words.explain($0) }, mails?.failure.map { words.explain($0) }]
    explanations += (mails?.refusals ?? []).map { words.explain($0) }
    explanations.append(report.withoutPassword.map { words.explain($0) })
    for line in explanations.compactMap({ $0 }).flatMap(\.lines) { html.element("<p>", line, "</p>\n") }
    html.tag("</section>\n")
  }
}

extension Counts {
  /// People that change in this way.
  subscript(kind: Change.Kind) -> Int {
    switch kind {
    case .create: create
    case .update: update
    case .deactivate: deactivate
    case .reactivate: reactivate
    case .move: move
    case .adopt: adopt
    case .secondary: secondary
    case .relink: relink
    }
  }
}
