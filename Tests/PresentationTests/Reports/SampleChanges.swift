import Foundation

@testable import Provisioning

/// One change of each kind, and a few whose values are hostile.
enum SampleChanges {
  static func anchor(_ number: Int) -> Anchor { Anchor("6f1c2d00-0000-4000-8000-00000000000\(number)") }

  static func dn(_ name: String) -> String { "uid=\(name),\(SampleReports.base)" }

  static func change(
    _ kind: Change.Kind, _ index: Int, number: String?, name: String, dn: String, previousDN: String? = nil,
    fields: [FieldChange] = [], mails: [PlannedMail] = [], reason: Reason
  ) -> Change {
    let tie = Tie(
      directory: "mairie", anchor: anchor(index), dn: dn, digest: nil, agreed: Responsable(),
      account: AccountID(Int64(index)), accountRevision: 1)
    return Change(
      kind: kind, anchor: anchor(index), dn: dn, previousDN: previousDN, account: AccountID(Int64(index)), revision: 1,
      number: number, name: name, fields: fields, mails: mails, reason: reason, after: Responsable(), status: .active,
      revokesTokens: false, cancelsMails: false, tie: tie, replacedTie: nil)
  }

  static func text(_ field: Field, _ from: String?, _ to: String?) -> FieldChange {
    FieldChange(field, from: from.map(FieldValue.text), to: to.map(FieldValue.text))
  }

  static func creation(number: String? = "R-0042") -> Change {
    change(
      .create, 1, number: number, name: "LOVELACE Ada", dn: dn("ada"),
      fields: [
        text(.civility, nil, "MME"), text(.lastName, nil, "LOVELACE"), text(.firstName, nil, "Ada"),
        text(.email, nil, "ada@valmont.example"),
        FieldChange(.attribute("service"), from: nil, to: .list(["Cantine", "Garderie"])),
      ],
      mails: [PlannedMail(kind: .link, to: "ada@valmont.example")], reason: .newEntry)
  }

  static let all: [Change] = [
    creation(),
    change(
      .update, 2, number: "R-0043", name: "ÉVEILLÉ-DUPONT Zoé", dn: dn("zoe"),
      fields: [
        text(.email, "zoe@ancien.example", "zoe@valmont.example"), text(.mobile, "+33612345678", nil),
        FieldChange(.attribute("service"), from: .list(["Cantine"]), to: .list(["Cantine", "Garderie"])),
      ],
      mails: [
        PlannedMail(kind: .noticeToFormer, to: "zoe@ancien.example"),
        PlannedMail(kind: .noticeToNew, to: "zoe@valmont.example"),
      ], reason: .valuesChanged),
    change(
      .update, 3, number: "R-0044", name: "MARTIN Paul", dn: dn("paul"),
      fields: [text(.email, nil, "paul@valmont.example")],
      mails: [PlannedMail(kind: .link, to: "paul@valmont.example")],
      reason: .recreated(former: Anchor("0b7e0000-0000-4000-8000-000000000009"))),
    change(
      .deactivate, 4, number: "R-0045", name: "DURAND Luc", dn: dn("luc"),
      reason: .absent(since: SampleReports.moment(-172_800))),
    change(
      .deactivate, 5, number: "R-0046", name: "PETIT Inès", dn: dn("ines"),
      reason: .expired(at: SampleReports.moment(-3_600))),
    change(
      .deactivate, 6, number: "R-0047", name: "ROUX Marc", dn: dn("marc"), reason: .inactiveInDirectory),
    change(
      .reactivate, 7, number: "R-0048", name: "MOREAU Lise", dn: dn("lise"),
      mails: [PlannedMail(kind: .link, to: "lise@valmont.example")], reason: .activeAgain(after: .absent)),
    change(
      .move, 8, number: "R-0049", name: "GIRARD Jean", dn: "uid=jean,ou=ecoles,\(SampleReports.base)",
      previousDN: dn("jean"), reason: .renamed),
    change(
      .adopt, 9, number: "R-0050", name: "BONNET Anne", dn: dn("anne"),
      fields: [text(.mobile, nil, "+33612345679")], reason: .correlated(by: [.number, .email])),
    change(
      .secondary, 0, number: "R-0051", name: "FAURE Yves", dn: dn("yves"), reason: .secondary(of: "ent")),
  ]

  static let counts: Counts = {
    var counts = Counts()
    counts.entries = 1_431
    counts.unchanged = 1_402
    counts.create = 1
    counts.update = 2
    counts.deactivate = 3
    counts.reactivate = 1
    counts.move = 1
    counts.adopt = 1
    counts.secondary = 1
    counts.problems = 16
    counts.held = 4
    counts.absent = 2
    counts.emailChanges = 1
    counts.linkMails = 3
    counts.notices = 2
    counts.drift = 2
    return counts
  }()

  static let hostile: [Change] = [
    update(1, "\u{1B}[2J\u{1B}]0;pwned\u{07}EVE", "a@b.example\r\nBcc: x@y.example"),
    update(2, "abc\u{202E}txt.exe\u{202C}", "\u{2028}\u{2029}\u{FEFF}\u{200B}\u{AD}"),
    update(3, String(repeating: "Très-Long-Nom ", count: 20), String(repeating: "x", count: 200)),
    update(4, "👩‍👩‍👧‍👦 👍🏽 🇫🇷 ❤️ Zoe\u{301}", "日本語の名前がとても長いのでこの行は途中で折り返されるはずですがどうでしょうか"),
    update(5, "O\"Neil \\ <b>&", "{\"a\": 1}\u{0}\u{85}\u{9B}31m"),
  ]

  private static func update(_ index: Int, _ name: String, _ value: String) -> Change {
    change(
      .update, index, number: "R-\(index)", name: name, dn: "cn=\(name),\(SampleReports.base)",
      fields: [text(.lastName, "SIMPLE", name), text(.attribute("note"), nil, value)], reason: .valuesChanged)
  }
}
