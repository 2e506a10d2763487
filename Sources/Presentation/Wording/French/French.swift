import Foundation
import Provisioning

/// Reports in French.
package struct French: Wording {
  package let timeZone: TimeZone
  package let redaction: Redaction
  package let program: String
  package let figures = Figures(grouping: "\u{202F}", decimal: ",", beforePercent: "\u{A0}")

  package init(timeZone: TimeZone, redaction: Redaction = .off, program: String = "navette") {
    self.timeZone = timeZone
    self.redaction = redaction
    self.program = program
  }

  func say(_ text: FrenchText) -> String { text.text }

  func explain(_ what: FrenchText, _ place: FrenchText? = nil, _ remedy: FrenchText? = nil) -> Explanation {
    Explanation(what.text, place?.text, remedy?.text)
  }

  /// `1 430 comptes`, `1 compte`, `0 compte`: the plural begins at two.
  func count(_ value: Int, _ one: String, _ many: String) -> String {
    "\(figures.number(value))\u{A0}\(value < 2 ? one : many)"
  }

  func plural(_ value: Int, _ one: String, _ many: String) -> String { value < 2 ? one : many }

  func entries(_ value: Int) -> String { count(value, "entrée", "entrées") }
  func accounts(_ value: Int) -> String { count(value, "compte", "comptes") }

  /// `des 24 dernières heures`, `des 2 derniers jours`, `de la dernière heure`.
  func recent(_ seconds: TimeInterval) -> String {
    let whole = Int(seconds.rounded())
    if whole >= 172_800 && whole.isMultiple(of: 86_400) { return "des \(number(whole / 86_400))derniers jours" }
    if whole >= 3_600 && whole.isMultiple(of: 3_600) { return recent(whole / 3_600, "heure") }
    if whole >= 60 && whole.isMultiple(of: 60) { return recent(whole / 60, "minute") }
    return recent(whole, "seconde")
  }

  private func recent(_ count: Int, _ unit: String) -> String {
    count < 2 ? "de la dernière \(unit)" : "des \(number(count))dernières \(unit)s"
  }

  /// A number that no line break parts from its noun.
  private func number(_ value: Int) -> String { figures.number(value) + "\u{A0}" }

  /// `a, b et c`.
  func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " et " + last
  }

  package func say(_ date: Date) -> String {
    let time = CivilTime(date, in: timeZone)
    let day = time.day == 1 ? "1er" : String(time.day)
    return "\(day)\u{A0}\(Self.months[time.month - 1]) \(time.year) à \(time.clock)"
  }

  private static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]
}
