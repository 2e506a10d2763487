import Foundation

@testable import Provisioning

/// Every problem and proposal there is, and what else stays open.
enum SampleMatters {
  static let problems: [Problem] = Problem.Code.allCases.enumerated().map { index, code in
    let sample = samples[code]
    return Problem(
      code, directory: "mairie", anchor: code == .noAnchor ? nil : "6f1c2d00-0000-4000-8000-0000000001\(index + 10)",
      dn: SampleChanges.dn("personne\(index + 1)"), attribute: sample?.attribute, field: sample?.field,
      detail: sample?.detail ?? "", person: people[index % 3],
      since: index.isMultiple(of: 2) ? SampleReports.moment(-86_400) : nil)
  }

  private static let people = [
    Person(number: "R-0060", name: "LAMBERT Élise"), nil, Person(number: nil, name: "DA SILVA Inês"),
  ]

  private static let samples: [Problem.Code: (attribute: String?, field: String?, detail: String)] = [
    .noAnchor: ("entryUUID", nil, ""),
    .duplicateAnchor: (nil, nil, SampleChanges.dn("personne2")),
    .missingRequired: ("sn", nil, "lastName"),
    .numberTaken: (nil, nil, "R-0042"),
    .invalidEmail: ("mail", "email", "ada(at)valmont"),
    .addressBounces: ("mail", "email", "ancienne@valmont.example"),
    .sharedEmail: (nil, "email", "famille@valmont.example R-0017"),
    .severalValues: ("mail", "email", "a@valmont.example, b@valmont.example"),
    .notUTF8: ("givenName", "firstName", "Ren�"),
    .controlCharacter: ("givenName", "firstName", "Ada�"),
    .conflict: ("mail", "email", "nouvelle@valmont.example"),
    .unknownValue: ("title", "civility", "Docteur"),
    .invalidPhone: ("mobile", "mobile", "12"),
    .invalidDate: ("accountExpires", "activeUntil", "demain"),
    .invalidDN: ("manager", "attributes.chef", "Paul"),
    .truncatedValues: ("memberOf", "attributes.groupes", ""),
  ]

  static let proposals: [Proposal] = Proposal.Code.allCases.enumerated().map { index, code in
    Proposal(
      code, directory: "mairie", anchor: "6f1c2d00-0000-4000-8000-00000000020\(index)",
      dn: SampleChanges.dn("propose\(index + 1)"), accounts: [1, 2],
      numbers: index.isMultiple(of: 2) ? ["R-0042", "R-0043"] : ["R-0042"],
      person: people[index % 3],
      since: index == 0 ? nil : SampleReports.moment(-86_400))
  }

  static let drifts: [Drift] = [
    Drift(
      anchor: SampleChanges.anchor(1), dn: SampleChanges.dn("ada"), number: "R-0042", field: .email,
      directory: .text("ada@valmont.example"), portal: .text("ada@maison.example")),
    Drift(
      anchor: SampleChanges.anchor(2), dn: SampleChanges.dn("zoe"), number: nil, field: .attribute("service"),
      directory: .list(["Cantine", "Garderie"]), portal: nil),
  ]

  static let absences: [Absence] = [
    Absence(
      anchor: SampleChanges.anchor(3), dn: SampleChanges.dn("paul"), number: "R-0044", name: "MARTIN Paul",
      since: SampleReports.moment(-3_600), due: SampleReports.moment(82_800)),
    Absence(
      anchor: SampleChanges.anchor(4), dn: SampleChanges.dn("luc"), number: nil, name: "DURAND Luc",
      since: SampleReports.moment(-7_200), due: SampleReports.moment(79_200)),
  ]

  static let hostileProblems = [
    Problem(
      .invalidEmail, directory: "mairie", anchor: "a", dn: "cn=\u{1B}[31mEVE\\,x,dc=example", attribute: "mail",
      field: "email", detail: "\u{1B}]8;;http://evil.example\u{07}click\u{202E}",
      person: Person(number: "<b>\u{1B}[2J", name: "=EVE\r\n\u{202E}</script>"))
  ]
}
