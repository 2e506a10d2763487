import Foundation
import Presentation
import Provisioning
import Testing

/// What holds of every sentence, in each language.
struct SentenceTests {
  private func texts(_ language: Language) -> [String] {
    let words = language.wording(timeZone: .gmt)
    return SampleSentences.explanations(words).flatMap(\.lines) + SampleSentences.phrases(words)
  }

  @Test(arguments: Language.allCases)
  func `every fact has words, and none is said twice`(_ language: Language) {
    for text in texts(language) {
      #expect(!text.trimmingCharacters(in: .whitespaces).isEmpty)
      #expect(!text.contains("  "), "two spaces: \(text)")
      #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false, "loose end: \(text)")
    }
    let phrases = Problem.Code.allCases.map { language.wording(timeZone: .gmt).say(.problem($0), 1) }
    #expect(Set(phrases).count == phrases.count)
  }

  @Test(arguments: Language.allCases)
  func `no command is named that does not exist`(_ language: Language) {
    let commands: Set<Substring> = [
      "init", "check", "import", "explain", "plan", "sync", "deliver", "mails", "link", "relink", "key", "report",
      "migrate", "runs",
    ]
    let options: Set<Substring> = [
      "deactivations", "creations", "updates", "email-changes", "email-removals", "link-mails", "problems", "shrink",
      "allow-empty", "adopt", "without-password", "reset", "apply", "not-found", "config", "full", "unseal",
    ]
    for text in texts(language) {
      for match in text.matches(of: /navette (\w+)/) {
        #expect(commands.contains(match.1), "\(text)")
      }
      for match in text.matches(of: #/ --([a-z-]+)/#) { #expect(options.contains(match.1), "\(text)") }
    }
  }

  @Test func `French has its spaces and its apostrophes`() {
    for text in texts(.fr) {
      #expect(text.matches(of: #/ [:;!?%»]/#).isEmpty, "plain space: \(text)")
      #expect(text.matches(of: /«\u{20}|[^\u{A0} (]»/).isEmpty, "guillemets: \(text)")
      #expect(text.matches(of: /[^\u{202F}][;!?](?: |$)/).isEmpty, "no narrow space: \(text)")
      #expect(!text.contains("'"), "typewriter apostrophe: \(text)")
    }
  }

  @Test func `a value keeps the spaces it has`() {
    let problem = Problem(
      .invalidEmail, directory: "mairie", anchor: "a", dn: "uid=a", attribute: "mail", field: "email",
      detail: "l'adresse : a ; b ?")
    let text = French(timeZone: .gmt).explain(problem).what
    #expect(text.contains("«\u{A0}l'adresse : a ; b ?\u{A0}»"))
  }

  @Test(arguments: Language.allCases)
  func `whatever went wrong says what to do`(_ language: Language) {
    let words = language.wording(timeZone: .gmt)
    let failures =
      SampleFailures.directories.filter { $0 != .interrupted }.map { words.explain($0) }
      + SampleFailures.stores.filter { $0 != .interrupted }.map { words.explain($0) }
      + SampleFailures.deliveries.map { words.explain($0) } + SampleMails.faults.map { words.explain($0) }
      + SampleMails.refused.map { words.explain($0) } + SampleMatters.problems.map { words.explain($0) }
      + SampleMatters.proposals.map { words.explain($0) }
      + (SampleRefusals.limits + SampleRefusals.others).map { words.explain($0, bases: []) }
    for fault in SampleImports.faults { #expect(words.explain(fault).remedy != nil) }
    for finding in SampleFindings.all where finding.verdict == .bad && finding.fact.subject != .settings {
      #expect(words.explain(finding).remedy != nil, "\(words.explain(finding).what)")
    }
    for explanation in failures { #expect(explanation.remedy != nil, "\(explanation.what)") }
  }

  @Test(arguments: [
    (49, "", LDAPDiagnosis.wrongPassword), (49, "80090308: … data 52e, v3839", .wrongPassword),
    (49, "80090308: … data 532, v3839", .passwordExpired), (49, "… data 773, …", .passwordExpired),
    (49, "… data 775, …", .accountLocked), (49, "… data 533, …", .accountDisabled),
    (49, "… data 701,", .accountDisabled),
    (1, "", .unknown), (1, "000004DC: … a successful bind must be completed on the connection.", .bindRequired),
    (3, "", .timeLimit), (4, "", .sizeLimit), (7, "", .bindMethodNotOffered), (8, "", .encryptionRequired),
    (11, "", .administrativeLimit), (12, "", .controlRefused), (13, "", .encryptionRequired), (18, "", .badFilter),
    (32, "", .noSuchBase), (34, "", .badDN), (48, "", .bindRequired), (50, "", .notAllowed), (51, "", .busy),
    (52, "", .busy), (53, "", .unwilling), (80, "", .unknown), (-1, "", .unknown),
  ])
  func `a result code has its remedy`(_ code: Int, _ message: String, _ expected: LDAPDiagnosis) {
    #expect(LDAPDiagnosis(LDAPResult(code: code, name: "", message: message)) == expected)
  }
}
