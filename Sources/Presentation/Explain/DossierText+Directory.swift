import Foundation
import Provisioning

extension DossierText {
  /// One directory: the entry, the mapping, the tie, and what its next run would do.
  func directory(_ directory: DirectoryDossier, _ page: inout Page) {
    page.line(directory.name, .bold)
    if let failure = directory.failure {
      for line in words.explain(failure).lines { page.line(line, .red, indent: 2) }
      page.line(words.say(.directoryDown), indent: 2)
    } else if directory.entries.isEmpty {
      page.line(words.say(.noEntry), indent: 2)
    }
    for story in directory.entries { entry(story, &page) }
    for record in dossier.people {
      for tie in record.ties where tie.directory == directory.name {
        let story = directory.entries.first { $0.anchor == tie.anchor }
        self.tie(tie, record, story, &page)
      }
    }
    if directory.failure == nil { outlook(directory, &page) }
  }

  // MARK: The entry

  private func entry(_ story: EntryStory, _ page: inout Page) {
    page.line([.init(redaction.dn(story.entry.dn), .cyan)], indent: 2, .wrap(hanging: 4))
    for name in story.entry.attributes.names {
      for value in story.entry.values(of: name) {
        let (mark, text) = EntryValue.shown(value)
        page.line([.init("\(name)\(mark) ", .dim), .init(redaction.value(text))], indent: 4, .wrap(hanging: 6))
      }
    }
    if !story.isWithinBases { page.line(words.say(.outsideBases), .yellow, indent: 4) }
    let culprits = story.filterCulprits.map(filter)
    let isIn = culprits.isEmpty
    page.line(words.say(isIn ? .filterMatches : .filterFails(culprits)), isIn ? .plain : .yellow, indent: 4)
    let reasons = story.activeCulprits.map(filter)
    let isActive = reasons.isEmpty && !story.isOver
    page.line(words.say(standing(story, reasons)), isActive ? .plain : .yellow, indent: 4)
    page.line(words.say(DossierPhrase.mapping), .bold, indent: 4)
    for rule in story.rules { self.rule(rule, &page) }
  }

  /// Whether the mapping makes an active account of it, and why not.
  private func standing(_ story: EntryStory, _ reasons: [String]) -> DossierPhrase {
    guard reasons.isEmpty else { return .activeFails(reasons) }
    guard let end = story.activeUntil else { return .activeMatches }
    return story.isOver ? .activeEnded(end) : .activeUntil(end)
  }

  private func filter(_ part: Filter) -> String {
    redaction == .off ? part.text : "(\(part.attributes.joined(separator: ","))…)"
  }

  private func rule(_ rule: RuleStory, _ page: inout Page) {
    let name = Field(name: rule.name).map(words.say) ?? rule.name
    var spans = [Page.Span(name, .dim), .init(" ← \(rule.attributes.joined(separator: ", "))", .dim)]
    spans.append(.init(words.say(Term.colon), .dim))
    switch rule.outcome {
    case .absent: spans.append(.init(words.say(.noValue), .dim))
    case .problem(let code, let detail):
      // The word is for reading, the code for looking it up.
      spans += [.init(words.say(Label.problem(code)), .red), .init(" (\(code.rawValue))", .dim)]
      if !detail.isEmpty { spans.append(.init(words.say(Term.colon) + redaction.value(detail))) }
    case .value(let value, let others):
      spans.append(.init(shown(value), .green))
      let more = others.map(redaction.value)
      if !more.isEmpty { spans.append(.init(" (\(words.say(.others(more))))", .dim)) }
    }
    page.line(spans, indent: 6, .wrap(hanging: 8))
  }

  // MARK: The tie

  func tie(_ tie: Tie, _ record: AccountRecord, _ story: EntryStory?, _ page: inout Page) {
    var parts = [tie.anchor.text, redaction.dn(tie.dn)]
    if let date = record.tiedSince(tie.anchor) { parts.append(words.say(.since(date))) }
    if let date = tie.missingSince { parts.append(words.say(.missingSince(date))) }
    if tie.isSecondary { parts.append(words.say(.secondary)) }
    page.line(
      [.init(words.say(.tie) + words.say(Term.colon), .bold), .init(parts.joined(separator: style.symbols.dot))],
      indent: 2, .wrap(hanging: 4))
    agreed(tie, record, story, &page)
  }

  /// The three sides of each field: agreed, in the directory now, in the portal.
  private func agreed(_ tie: Tie, _ record: AccountRecord, _ story: EntryStory?, _ page: inout Page) {
    page.line(words.say(.lastAgreed), .bold, indent: 4)
    let portal = record.account.responsable
    let made = Dictionary(
      (story?.rules ?? []).compactMap { rule in Field(name: rule.name).map { ($0, rule.outcome) } },
      uniquingKeysWith: { first, _ in first })
    let named = made.keys.filter { if case .value = made[$0] { true } else { false } }
    let fields = Set(tie.agreed.values.map(\.0) + portal.values.map(\.0) + named).sorted()
    for field in fields {
      var sides = [(DossierPhrase.agreed, shown(tie.agreed[field]))]
      if story != nil { sides.append((.inDirectory, shown(made[field]))) }
      sides.append((.inPortal, shown(portal[field])))
      let label = Page.Span(words.say(field) + words.say(Term.colon), .dim)
      let isOne = sides.allSatisfy { $0.1 == sides[0].1 }
      let text =
        isOne
        ? sides[0].1
        : sides.map { "\(words.say($0.0))\(words.say(Term.colon))\($0.1)" }.joined(separator: style.symbols.dot)
      page.line([label, .init(text, isOne ? .plain : .yellow)], indent: 6, .wrap(hanging: 8))
    }
  }

  /// What a rule made of the entry; a value that was not understood leaves the account as it is.
  private func shown(_ outcome: RuleStory.Outcome?) -> String {
    switch outcome {
    case .value(let value, _): shown(value)
    case .problem(let code, _): words.say(Label.problem(code))
    case .absent, nil: shown(FieldValue?.none)
    }
  }
}
