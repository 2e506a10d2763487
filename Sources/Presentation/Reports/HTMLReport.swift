import Foundation
import Provisioning

/// A report for people who do not live in a terminal: one page in one file, which needs no network, can be read without
/// its script, printed, and passed on.
package struct HTMLReport {
  let report: Report
  let style: TextStyle
  let words: any Wording
  let redaction: Redaction

  /// People in one list: a browser lays out only the lists that are looked at.
  static let group = 200

  package init(_ report: Report, style: TextStyle) {
    self.report = report
    self.style = style
    words = style.wording
    redaction = style.redact ? .on : .off
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var html = HTMLWriter()
    head(&html)
    heading(&html)
    html.tag("<main>\n")
    verdicts(&html)
    figures(&html)
    charts(&html)
    try people(&html, to: sink)
    for part in [problems, proposals, drifts, absences] {
      part(&html)
      if html.bytes.count > ReportFormat.piece { try sink(html.tear()) }
    }
    outbox(&html)
    directories(&html)
    html.tag("</main>\n")
    footer(&html)
    try sink(html.tear())
  }

  private var summary: Explanation { words.summarise(report) }

  private func head(_ html: inout HTMLWriter) {
    html.element("<!DOCTYPE html>\n<html lang=\"", style.language.rawValue, "\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.element("<meta http-equiv=\"Content-Security-Policy\" content=\"", HTMLPolicy.text, "\">\n")
    html.tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    html.tag("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n")
    html.tag("<meta name=\"referrer\" content=\"no-referrer\">\n")
    html.element("<title>", [summary.what, style.portal].filter { !$0.isEmpty }.joined(separator: " – "), "</title>\n")
    html.tag("<style>")
    html.trusted(HTMLPolicy.style)
    html.tag("</style>\n</head>\n<body>\n")
    if isRead { html.element("<a class=\"skip\" href=\"#people\">", words.say(.page(.skip)), "</a>\n") }
  }

  private func heading(_ html: inout HTMLWriter) {
    let from = ["Navette", style.portal, words.say(.mode(report.mode))].filter { !$0.isEmpty }
    html.element("<header>\n<p class=\"from\">", from.joined(separator: " · "), "</p>\n")
    html.element("<h1>", summary.what, "</h1>\n")
    if let place = summary.place { html.element("<p>", place, "</p>\n") }
    if let remedy = summary.remedy { html.element("<p class=\"next\">", remedy, "</p>\n") }
    html.tag("<dl class=\"facts small\">\n")
    fact(words.say(.page(.begun)), words.say(report.startedAt), &html)
    fact(words.say(.outcome), words.say(.outcome(report.outcome)), &html)
    fact(words.say(.run), report.run, &html)
    html.tag("</dl>\n</header>\n")
  }

  func fact(_ name: String, _ value: String, _ html: inout HTMLWriter) {
    html.element("<div><dt>", name, "</dt>")
    html.element("<dd>", value, "</dd></div>\n")
  }

  private func footer(_ html: inout HTMLWriter) {
    html.element("<footer>\n<p>", words.say(.page(redaction == .on ? .redacted : .personal)), "</p>\n</footer>\n")
    html.tag("<script>")
    html.trusted(HTMLPolicy.script)
    html.tag("</script>\n</body>\n</html>\n")
  }
}
