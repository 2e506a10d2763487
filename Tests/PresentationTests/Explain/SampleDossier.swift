import Foundation
import Presentation
import Provisioning

/// Everything `navette explain` can say.
enum SampleDossier {
  static let phrases: [DossierPhrase] = {
    let moment = Date(timeIntervalSince1970: 1_800_000_000)
    let actor = Actor(.command, name: "ada", origin: "navette link")
    let tokens = TokenRecord.Fate.allCases.flatMap { fate in
      [PasswordToken.Purpose.create, .reset].map { purpose in
        DossierPhrase.token(
          TokenRecord(
            purpose: purpose, address: "ada@valmont.example", issuedAt: moment, expiresAt: moment, endedAt: moment,
            fate: fate, actor: actor))
      }
    }
    let statuses = ([.active] + InactiveReason.allCases.map(AccountStatus.inactive)).flatMap { status in
      [true, false].map { DossierPhrase.account(status, hasPassword: $0, isManaged: $0) }
    }
    let plain: [DossierPhrase] = [
      .verified(moment), .noAccount, .noEntry, .outsideBases, .mapping, .noValue, .others(["a", "b"]), .filterMatches,
      .filterFails(["(a=b)", "(c=d)"]), .filterFails(["(a=b)"]), .activeMatches, .activeFails(["(a=b)"]), .tie,
      .since(moment), .missingSince(moment), .secondary, .formerDirectory("mairie"), .lastAgreed, .agreed,
      .inDirectory, .inPortal, .nextRun, .beforeLimits,
      .refused(run: "2026-11-23T14:00:00Z-a1", at: moment), .givenElsewhere, .unchanged, .nothingToDo, .directoryDown,
      .mails, .tokens,
      .noTokens, .journal, .notFound("R-1"), .searched, .searchedStore, .found(0), .found(1), .found(2), .candidates,
      .noCandidates, .place(directory: nil), .place(directory: "mairie"),
    ]
    let kinds = Change.Kind.allCases.map(\.rawValue) + ["import", "redemption", "link", "reset", "newer"]
    let done = kinds.flatMap { kind in
      ["create", "reset", ""].map { reason in
        DossierPhrase.done(
          JournalEntry(kind: kind, reason: reason, cause: .newEntry, anchor: "", at: moment, run: nil, actor: actor))
      }
    }
    let idle = InactiveReason.allCases.flatMap { reason in
      [
        DossierPhrase.staysInactive(reason, since: moment, cause: .absent(since: moment)),
        .staysInactive(reason, since: nil, cause: nil),
      ]
    }
    let rules: [TieRule] = [.fields([.number]), .fields([.email, .lastName]), .formerAnchor("uid"), .chosen]
    return tokens + statuses + plain + done + idle + rules.map(DossierPhrase.rule)
  }()

  static let nobody = Dossier(
    inquiry: Inquiry("lenoire"), people: [],
    directories: [
      DirectoryDossier(
        name: "mairie",
        searches: [
          EntrySearch(
            .matching(.equal(attribute: "mail", value: Array("lenoire".utf8))), entries: [],
            commands: ["ldapsearch -LLL (mail=lenoire)"])
        ]),
      DirectoryDossier(name: "ecole", failure: .unreachable([.init(url: "ldap://a.example", detail: "refused")])),
    ], candidates: [Candidate(responsable: ada, directory: nil, distance: 1)])

  static let found = Dossier(
    inquiry: Inquiry("R-1"),
    people: [
      AccountRecord(
        account: Account(
          id: AccountID(1), responsable: ada, status: .inactive(.suspended),
          ties: [AccountTie(directory: "mairie", key: anchor.key)]),
        ties: [tie], mails: [], tokens: [], journal: [])
    ],
    directories: [
      DirectoryDossier(
        name: "mairie",
        entries: [
          EntryStory(
            entry: entry, anchor: anchor, isWithinBases: false,
            filterCulprits: [.equal(attribute: "title", value: Array("Mme".utf8))],
            rules: [
              RuleStory(name: "lastName", attributes: ["sn"], outcome: .value(.text("LENOIR"), others: [])),
              RuleStory(name: "firstName", attributes: ["givenName"], outcome: .value(.text("Zoé"), others: ["Ada"])),
              RuleStory(name: "email", attributes: ["mail"], outcome: .problem(.invalidEmail, detail: "no\u{1B}pe")),
              RuleStory(name: "mobile", attributes: ["mobile"], outcome: .absent),
            ], activeCulprits: [.present(attribute: "mail")])
        ])
    ], candidates: [])

  private static let ada = Responsable(
    number: "R-1", lastName: "LENOIR", firstName: "Ada", email: "ada@valmont.example")
  private static let anchor = Anchor("a1e0c4d2")
  private static let tie = Tie(
    directory: "mairie", anchor: anchor, dn: "uid=ada,dc=valmont,dc=example", digest: nil, agreed: ada,
    account: AccountID(1), accountRevision: 1, isSecondary: true)
  private static let entry: DirectoryEntry = {
    var entry = DirectoryEntry(dn: "uid=ada,dc=valmont,dc=example", attributes: AttributeSet(["sn", "jpegPhoto"]))
    entry.append("Lenoir".utf8, at: 0)
    entry.append([0xff, 0xd8, 0xff, 0x00] as [UInt8], at: 1)
    return entry
  }()
}
