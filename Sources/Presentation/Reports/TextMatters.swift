import Foundation
import Provisioning

extension TextReport {
  /// Open problems, grouped: each kind with its remedy once, each entry with its sentence.
  func problems(_ page: inout Page) {
    let all = report.openProblems
    guard !all.isEmpty else { return }
    heading(.problems, all.count, .yellow, &page)
    let groups = Dictionary(grouping: all, by: \.code)
    for code in Problem.Code.allCases {
      guard let group = groups[code] else { continue }
      let items = group.map { Item(explanation: words.explain($0), person: $0.person, since: $0.since) }
      list(items, words.explain(group[0]).remedy, under: .problem(code), code.rawValue, &page)
    }
  }

  /// Ties that wait for a human, grouped the same way.
  func proposals(_ page: inout Page) {
    let all = report.directories.flatMap { $0.plan?.open.proposals ?? [] }
    guard !all.isEmpty else { return }
    heading(.held, all.count, .yellow, &page)
    let groups = Dictionary(grouping: all, by: \.code)
    for code in Proposal.Code.allCases {
      guard let group = groups[code] else { continue }
      let items = group.map { Item(explanation: words.explain($0), person: $0.person, since: $0.since) }
      list(items, words.remedy(for: group), under: .proposal(code), code.rawValue, &page)
    }
  }

  func drifts(_ page: inout Page) {
    let all = report.directories.flatMap { $0.plan?.drifts ?? [] }
    guard !all.isEmpty else { return }
    heading(.drifts, all.count, .bold, &page)
    for drift in all { item([words.explain(drift).what], &page) }
    for line in all.first.map({ words.explain($0).lines.dropFirst() }) ?? [] { page.line(line, .dim, indent: 2) }
  }

  func absences(_ page: inout Page) {
    let all = report.directories.flatMap { $0.plan?.absences ?? [] }
    guard !all.isEmpty else { return }
    heading(.absences, all.count, .bold, &page)
    for absence in all { item([words.explain(absence).what], &page) }
    if let remedy = all.first.flatMap({ words.explain($0).remedy }) { page.line(remedy, .dim, indent: 2) }
  }

  private func heading(_ heading: Heading, _ count: Int, _ ink: Ink, _ page: inout Page) {
    page.line()
    page.line(words.say(heading, count), ink)
  }

  private struct Item {
    let explanation: Explanation
    let person: Person?
    let since: Date?
  }

  private func list(
    _ items: [Item], _ remedy: String?, under heading: Heading, _ code: String, _ page: inout Page
  ) {
    page.line()
    page.line([.init(words.say(heading, items.count), .bold), .init("  " + code, .dim)], indent: 2, .cut)
    for item in items {
      let since = item.since.map { "\(words.say(.since)) \(words.say($0))" }
      // An address of its own line needs no full stop.
      let place = item.explanation.place.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
      // Hidden, they would tell nobody from anybody.
      let who =
        redaction == .on
        ? nil
        : item.person.map { person in
          [person.number, person.name].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
        }
      self.item([item.explanation.what, place, since].compactMap { $0 }, of: who, &page)
    }
    if let remedy { page.line(remedy, .dim, indent: 2) }
  }

  /// A bullet: whom it concerns and what it is, as they are; what belongs to it dimmed below.
  private func item(_ lines: [String], of person: String? = nil, _ page: inout Page) {
    let firsts = [person, lines.first].compactMap { $0 }
    page.line([.init(style.symbols.bullet + " ", .dim), .init(firsts[0])], indent: 2, .wrap(hanging: 4))
    for line in firsts.dropFirst() { page.line(line, indent: 4) }
    for line in lines.dropFirst() { page.line(line, .dim, indent: 4) }
  }
}
