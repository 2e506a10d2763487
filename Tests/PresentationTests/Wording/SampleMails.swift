import Presentation
import Provisioning

/// What may be said of mails and links.
enum SampleMails {
  static let faults: [MailFault] = [
    .unknownKey(id: "key1"), .noToken(mail: 7), .notAnAddress(mail: 7),
    .template(file: "link.fr.txt.mustache", detail: "line 3: unclosed section"),
    .unreadableTemplates(path: "/etc/navette/templates", detail: "Permission denied"),
    .templateNotUTF8(file: "link.fr.txt.mustache"),
    .templateWithoutLink(file: "link.fr.txt.mustache"), .unknownTemplate(file: "links.fr.txt.mustache"),
  ]

  static let keys: [KeyOutcome] = [
    .current(id: "key-2026-11-23"), .used(KeyUse(keyID: "key1", openTokens: 1, unsent: 0)),
    .used(KeyUse(keyID: "key1", openTokens: 1_200, unsent: 3)), .recent(id: "key2"), .dropped(id: "key0"),
    .changed(file: "secret.key"), .notReplaced(file: "secret.key", detail: "Read-only file system"),
  ]

  static let outcomes: [LinkOutcome] = [
    .queued(0), .queued(1), .queued(1_200), .somebodyRefused, .tooMany(found: 1_200, allowed: 500),
    .tooMany(found: 2, allowed: 1),
  ]

  /// One who may have a link, and everybody who may not, by each purpose.
  static var refused: [LinkIssue.Refused] {
    let people = [
      person("R-1", email: nil), person("R-2", status: .inactive(.suspended)), person("R-3", hasPassword: true),
      person("R-4"),
    ]
    return LinkIssue(.create, numbers: ["R-1", "R-9"], found: people).refused
      + LinkIssue(.reset, numbers: nil, found: people).refused
  }

  private static func person(
    _ number: String, email: String? = "ada@valmont.example", status: AccountStatus = .active, hasPassword: Bool = false
  ) -> Account {
    Account(
      id: AccountID(1), responsable: Responsable(number: number, lastName: "LENOIR", firstName: "Ada", email: email),
      status: status, hasPassword: hasPassword)
  }
}
