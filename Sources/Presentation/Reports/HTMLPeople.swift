import Foundation
import Provisioning

extension HTMLReport {
  /// Everybody that changes: one item a person, in lists of which a browser lays out those that are looked at.
  func people(_ html: inout HTMLWriter, to sink: ([UInt8]) throws -> Void) rethrows {
    guard isRead else { return }
    let count = report.directories.reduce(0) { $0 + ($1.plan?.changes.count ?? 0) }
    html.element("<section id=\"people\">\n<h2>", words.say(.people(count)), "</h2>\n")
    for directory in report.directories where directory.lacksChanges {
      html.element("<p class=\"soft\">", words.say(.lacksChanges(directory.counts.changes)), "</p>\n")
    }
    if matters.reduce(count, { $0 + $1.count }) > 1 { tools(&html) }
    let phrases = TextReport.Phrases(words)
    for directory in report.directories {
      guard let changes = directory.plan?.changes, !changes.isEmpty else { continue }
      if report.directories.count > 1 { html.element("<h3>", directory.name, "</h3>\n") }
      for (index, change) in changes.enumerated() {
        if index.isMultiple(of: Self.group) { html.tag("<ol class=\"people\">\n") }
        person(change, in: directory, phrases, &html)
        if index % Self.group == Self.group - 1 || index == changes.count - 1 { html.tag("</ol>\n") }
        if html.bytes.count > ReportFormat.piece { try sink(html.tear()) }
      }
    }
    html.tag("</section>\n")
  }

  /// The kinds of change and the matters there are, each with how many.
  private var matters: [(key: String, name: String, count: Int)] {
    let plans = report.directories.compactMap(\.plan)
    return [
      ("problem", words.say(.matter(.problem)), plans.reduce(0) { $0 + $1.open.problems.count }),
      ("held", words.say(.matter(.held)), plans.reduce(0) { $0 + $1.open.proposals.count }),
      ("drift", words.say(.matter(.drift)), plans.reduce(0) { $0 + $1.drifts.count }),
      ("absent", words.say(.matter(.absence)), plans.reduce(0) { $0 + $1.absences.count }),
    ].filter { $0.2 > 0 }
  }

  /// Shown by the script, which does the searching.
  private func tools(_ html: inout HTMLWriter) {
    html.element("<div class=\"find\" role=\"search\" data-shown=\"", words.say(.page(.shown)), "\" hidden>\n")
    html.element("<label>", words.say(.page(.search)), "<input type=\"search\" autocomplete=\"off\"")
    html.element(" placeholder=\"", words.say(.page(.searchHint)), "\"></label>\n")
    html.element("<label>", words.say(.page(.show)), "<select><option value=\"\">")
    html.element("", words.say(.page(.everything)), "</option>")
    let counts = Change.Kind.allCases.map { kind in
      (kind.rawValue, words.say(.kind(kind)), report.directories.reduce(0) { $0 + ($1.plan?.count(of: kind) ?? 0) })
    }.filter { $0.2 > 0 }
    for (key, name, count) in counts + matters {
      html.element("<option value=\"", key, "\">")
      html.element("", "\(name) (\(words.figures.number(count)))", "</option>")
    }
    html.tag("</select></label>\n<p aria-live=\"polite\"></p>\n</div>\n")
  }

  private func person(
    _ change: Change, in directory: DirectoryReport, _ phrases: TextReport.Phrases, _ html: inout HTMLWriter
  ) {
    html.element("<li class=\"", change.kind.rawValue, "\" data-k=\"")
    html.element("", change.kind.rawValue, "\"><p><i aria-hidden=\"true\">")
    html.element("", style.symbols.sign(of: change.kind), "</i> ")
    html.element("<b>", redaction == .on ? change.anchor.text : change.name, "</b> ")
    html.element(
      "<span class=\"n\">", directory.number(of: change).map(redaction.value) ?? phrases.noNumber, "</span> ")
    html.element("<span class=\"k\">", words.say(.kind(change.kind)), "</span></p>")
    let changed = change.fields
    if !changed.isEmpty { fields(changed, of: change.kind, phrases, &html) }
    html.element("<p>", words.reason(of: change), "")
    for mail in change.mails {
      html.element(" · ", style.symbols.mail, " ")
      html.text(words.say(mail))
    }
    html.element("</p><small class=\"dn\">", redaction.dn(change.dn), "</small>")
    if let previous = change.previousDN {
      html.element("<small class=\"dn\">", phrases.formerDN + " " + redaction.dn(previous), "</small>")
    }
    html.tag("</li>\n")
  }

  /// A new account has nothing before; then one text does.
  private func fields(
    _ fields: [FieldChange], of kind: Change.Kind, _ phrases: TextReport.Phrases, _ html: inout HTMLWriter
  ) {
    html.tag("<p>")
    for (index, field) in fields.enumerated() {
      if index > 0 { html.tag(" · ") }
      html.text(phrases.label(field.field))
      if kind == .create && field.from == nil {
        html.text(value(field.to, phrases))
      } else {
        if field.from == nil {
          nothing(phrases, &html)
        } else {
          html.element("<del>", value(field.from, phrases), "</del>")
        }
        html.tag(" → ")
        if field.to == nil {
          nothing(phrases, &html)
        } else {
          html.element("<ins>", value(field.to, phrases), "</ins>")
        }
      }
    }
    html.tag("</p>")
  }

  private func nothing(_ phrases: TextReport.Phrases, _ html: inout HTMLWriter) {
    html.element("<span class=\"n\">", phrases.nothing, "</span>")
  }

  private func value(_ value: FieldValue?, _ phrases: TextReport.Phrases) -> String {
    switch value {
    case nil: phrases.nothing
    case .text(let text): redaction.value(text)
    case .list(let list): list.map(redaction.value).joined(separator: ", ")
    }
  }
}

extension Plan {
  fileprivate func count(of kind: Change.Kind) -> Int { changes.count { $0.kind == kind } }
}
