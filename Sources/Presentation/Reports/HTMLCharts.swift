import Foundation
import Provisioning

extension HTMLReport {
  /// Two drawings: what changes, and how many people can be reached and can sign in.
  func charts(_ html: inout HTMLWriter) {
    let bars = Change.Kind.allCases.map { (kind: $0, count: report.counts[$0]) }.filter { $0.count > 0 }
    guard !bars.isEmpty || !report.figures.isEmpty else { return }
    html.tag("<section class=\"charts\">\n")
    if !bars.isEmpty { changes(bars, &html) }
    if !report.figures.isEmpty { accounts(report.figures, &html) }
    html.tag("</section>\n")
  }

  // MARK: What changes

  /// One bar a kind, its length after its count, never so short that it cannot be seen.
  private func changes(_ bars: [(kind: Change.Kind, count: Int)], _ html: inout HTMLWriter) {
    let most = bars.map(\.count).max() ?? 1
    let told = bars.map { "\(words.say(.kinds($0.kind, $0.count))) \(words.figures.number($0.count))" }
    html.element("<figure>\n<figcaption>", words.say(.page(.changes)), "</figcaption>\n")
    drawing(height: bars.count * 30, told.joined(separator: ", "), &html)
    for (index, bar) in bars.enumerated() {
      let width = max(3, bar.count * 175 / most)
      shape("<text x=\"0\" y=\"", index * 30 + 19, "\">", words.say(.kinds(bar.kind, bar.count)), &html)
      html.element("<rect class=\"", bar.kind.rawValue, "\" x=\"155\" rx=\"3\" height=\"18\" y=\"")
      html.number(index * 30 + 6)
      html.tag("\" width=\"")
      html.number(width)
      html.tag("\"/><text x=\"")
      html.number(161 + width)
      shape("\" y=\"", index * 30 + 19, "\">", words.figures.number(bar.count), &html)
    }
    html.tag("</svg>\n</figure>\n")
  }

  private func drawing(height: Int, _ description: String, _ html: inout HTMLWriter) {
    html.tag("<svg viewBox=\"0 0 400 ")
    html.number(height)
    html.element("\" role=\"img\" aria-label=\"", description, "\">\n")
  }

  private func shape(
    _ open: StaticString, _ y: Int, _ middle: StaticString, _ text: String, _ html: inout HTMLWriter
  ) {
    html.tag(open)
    html.number(y)
    html.element(middle, text, "</text>\n")
  }

  // MARK: Addresses and passwords

  private struct Series {
    let label: Label.Page
    /// Its class in the style.
    let name: StaticString
    let value: (AccountFigures) -> Int
  }

  private var series: [Series] {
    [
      Series(label: .accounts, name: "accounts") { $0.accounts },
      Series(label: .withAddress, name: "addresses") { $0.addresses },
      Series(label: .withPassword, name: "passwords") { $0.passwords },
    ]
  }

  private func accounts(_ points: [AccountFigures], _ html: inout HTMLWriter) {
    html.element("<figure>\n<figcaption>", words.say(.page(.accountsChart)), "</figcaption>\n")
    if points.count > 1 { lines(points, &html) }
    html.element("<p class=\"soft small\">", words.say(.runs(points.count)), "</p>\n")
    if points.count > 1 { html.element("<details><summary>", words.say(.page(.table)), "</summary>\n") }
    table(points, &html)
    html.tag(points.count > 1 ? "</details>\n</figure>\n" : "</figure>\n")
  }

  /// A line each, from zero, with its name at its end where names do not run into each other.
  private func lines(_ points: [AccountFigures], _ html: inout HTMLWriter) {
    let most = max(points.map(\.accounts).max() ?? 1, 1)
    let last = points[points.count - 1]
    let told = self.series.map { "\(words.say(.page($0.label))) \(words.figures.number($0.value(last)))" }
    drawing(height: 168, told.joined(separator: ", "), &html)
    html.tag("<line class=\"grid\" x1=\"4\" x2=\"396\" y1=\"164\" y2=\"164\"/>\n")
    let x = { (index: Int) in 8 + index * 384 / max(points.count - 1, 1) }
    let y = { (value: Int) in 164 - value * 150 / most }
    for series in self.series {
      html.tag("<polyline class=\"line ")
      html.tag(series.name)
      html.tag("\" points=\"")
      for (index, point) in points.enumerated() {
        html.number(x(index))
        html.tag(",")
        html.number(y(series.value(point)))
        html.tag(" ")
      }
      html.tag("\"/>\n")
    }
    html.tag("</svg>\n")
    // Beside the drawing, not in it: a drawing shrinks on a telephone.
    html.element("<p class=\"axis soft small\"><span>", words.say(points[0].at), "</span>")
    html.element("<span>", words.say(last.at), "</span></p>\n")
    legend(last, &html)
  }

  private func legend(_ last: AccountFigures, _ html: inout HTMLWriter) {
    html.tag("<ul class=\"key small\">")
    for series in self.series {
      html.tag("<li class=\"")
      html.tag(series.name)
      let name = "\(words.say(.page(series.label))) \(words.figures.number(series.value(last)))"
      html.element("\">", name, "</li>")
    }
    html.tag("</ul>\n")
  }

  private func table(_ points: [AccountFigures], _ html: inout HTMLWriter) {
    html.element(
      "<div class=\"scroll\"><table class=\"small\">\n<thead><tr><th scope=\"col\">", words.say(.when), "</th>")
    for series in self.series {
      html.element("<th scope=\"col\" class=\"n\">", words.say(.page(series.label)), "</th>")
    }
    html.tag("</tr></thead>\n<tbody>\n")
    for point in points.reversed() {
      html.element("<tr><th scope=\"row\">", words.say(point.at), "</th>")
      for series in self.series {
        html.element("<td class=\"n\">", words.figures.number(series.value(point)), "</td>")
      }
      html.tag("</tr>\n")
    }
    html.tag("</tbody>\n</table></div>\n")
  }
}
