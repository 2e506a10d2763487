import Foundation
import Testing

@testable import Provisioning

/// The pure parts of an explanation.
@Suite struct ExplainTests {
  private func filter(_ text: String) throws -> Filter { try Filter(parsing: text) }

  @Test(arguments: [
    ("(sn=MARTIN)", []), ("(sn=PETIT)", ["(sn=PETIT)"]),
    ("(&(sn=MARTIN)(mail=x)(title=*))", ["(mail=x)", "(title=*)"]),
    ("(|(mail=x)(sn=y))", ["(mail=x)", "(sn=y)"]), ("(|(mail=x)(sn=martin))", []),
    ("(!(sn=MARTIN))", ["(!(sn=MARTIN))"]),
    ("(&(sn=MARTIN)(|(mail=x)(!(givenName=Ada))))", ["(mail=x)", "(!(givenName=Ada))"]),
    ("(|)", ["(|)"]),
  ])
  func `the parts of a filter that leave an entry out are found`(_ text: String, _ expected: [String]) throws {
    #expect(try filter(text).culprits(on: Town.person("a")).map(\.text) == expected)
  }

  @Test func `an identifier is searched in the bytes the directory keeps`() {
    let bytes: [UInt8] = [
      0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
    ]
    let anchor = Anchor(bytes, form: .guid)
    #expect(anchor?.text == "00112233-4455-6677-8899-aabbccddeeff")
    #expect(anchor?.bytes(.guid) == bytes)
    #expect(Anchor("R-0001").bytes(.guid) == nil && Anchor("").bytes(.text) == nil)
    #expect(Anchor("é").bytes(.text) == Array("é".utf8))
  }

  @Test func `a text is read as all it may stand for`() {
    #expect(Inquiry(" R-1 ").text == "R-1" && Inquiry("R-1").email == nil && Inquiry("R-1").dn == nil)
    #expect(Inquiry("Ada@Valmont.Example").email == "ada@valmont.example")
    #expect(Inquiry("uid=ada,dc=valmont").dn != nil && Inquiry("uid=ada").dn == nil && Inquiry("a=b@c,").dn == nil)
  }

  @Test func `each line of the mapping tells what it made of an entry`() {
    let story = Town.mapping().story(of: Town.person("a", last: nil, mail: ["nope"], until: "20260101000000Z"))
    #expect(story.map(\.name) == ["number", "lastName", "firstName", "email", "activeUntil"])
    #expect(story[0].outcome == .value(.text("N-a"), others: []) && story[1].outcome == .absent)
    #expect(story[3].outcome == .problem(.invalidEmail, detail: "nope"))
    #expect(
      Town.mapping().story(of: Town.person("a", mail: ["b@x.example", "a@x.example"]))[3].outcome
        == .value(.text("a@x.example"), others: ["b@x.example"]))
  }

  @Test func `the nearest are found by number, address and name, and no more than five`() {
    var list = CandidateList(Inquiry("Lenoire"))
    for index in 1...9 {
      list.pass(
        Responsable(number: "R-\(index)", lastName: index == 7 ? "LENOIR" : "LE NOIRS", firstName: "A"), in: nil)
    }
    list.pass(Responsable(number: "X", lastName: "DUPONT", email: "lenoire@valmont.example"), in: "mairie")
    #expect(list.nearest.count == 5 && list.nearest.first?.directory == "mairie" && list.nearest[1].distance == 1)
    var others = CandidateList(Inquiry("uid=adda,ou=x,dc=y"))
    others.pass(Responsable(number: "1", lastName: "X", email: "ada@valmont.example"), in: nil)
    others.pass(Responsable(number: "2", lastName: "FAR AWAY"), in: nil)
    #expect(others.nearest.map(\.distance) == [1])
  }

  @Test func `a directory is asked by identifier, name, number and address`() throws {
    let aims = EntryAims(Town.mapping()).all(for: Inquiry("ada@valmont.example"), ties: [], [])
    #expect(
      aims == [
        .matching(try filter("(entryUUID=ada@valmont.example)")),
        .matching(try filter("(employeeNumber=ada@valmont.example)")),
        .matching(try filter("(mail=ada@valmont.example)")),
      ])
    let rule = AttributeRule(from: ["proxyAddresses", "mail"], transforms: [.prefix("SMTP:")])
    let prefixed = EntryAims(Town.mapping(email: rule)).all(for: Inquiry("a@b.example"), ties: [], [])
    #expect(prefixed.last == .matching(try filter("(|(proxyAddresses=SMTP:a@b.example)(mail=SMTP:a@b.example))")))
  }
}
