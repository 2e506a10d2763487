import Provisioning
import Testing

/// The small values mappings end in.
@Suite struct MappingValueTests {
  @Test(
    arguments: [
      ("ada@valmont.example", "ada@valmont.example"), ("  Ada@Valmont.Example\t", "Ada@valmont.example"),
      ("a.b+c_d'e@x-y.example", "a.b+c_d'e@x-y.example"), ("1@2.example", "1@2.example"),
      ("", nil), ("ada", nil), ("ada@", nil), ("@valmont.example", nil), ("ada@valmont", nil),
      ("ada@@valmont.example", nil),
      ("ada lovelace@valmont.example", nil), (".ada@valmont.example", nil), ("ada.@valmont.example", nil),
      ("a..b@valmont.example", nil), ("ada@-valmont.example", nil), ("ada@valmont-.example", nil),
      ("ada@valmont..fr", nil),
      ("ada@valmont.example.", nil), ("ada@192.168.1.1", nil), ("élodie@valmont.example", nil),
      ("ada@évreux.example", nil),
      ("Ada <ada@valmont.example>", nil), ("ada@valmont.example, bob@valmont.example", nil),
      ("\"a b\"@valmont.example", nil),
      ("ada@[127.0.0.1]", nil), ("ada@valmont.example\nBcc: x@y.example", nil),
      (String(repeating: "a", count: 64) + "@valmont.example", String(repeating: "a", count: 64) + "@valmont.example"),
      (String(repeating: "a", count: 65) + "@valmont.example", nil),
      ("a@" + String(repeating: "b", count: 64) + ".example", nil),
    ] as [(String, String?)])
  func `an address is one a mail can be sent to, or none`(text: String, spelling: String?) {
    #expect(EmailAddress(text)?.spelling == spelling)
  }

  @Test func `an address in other case is the same address`() {
    #expect(EmailAddress("Ada@Valmont.example")?.key == EmailAddress(" ada@VALMONT.EXAMPLE ")?.key)
    #expect(EmailAddress.key(" Not An Address ") == "not an address")
  }

  @Test func `an identifier is read as text or as Active Directory keeps it`() {
    #expect(Anchor("3f2c-1".utf8, form: .text)?.text == "3f2c-1")
    #expect(Anchor([0x41, 0x0a] as [UInt8], form: .text) == nil)
    #expect(Anchor([0xff, 0xfe] as [UInt8], form: .text) == nil)
    #expect(Anchor([] as [UInt8], form: .text) == nil)
    let guid: [UInt8] = Array(0x00...0x0f)
    #expect(Anchor(guid, form: .guid)?.text == "03020100-0504-0706-0809-0a0b0c0d0e0f")
    #expect(Anchor(guid.dropLast(), form: .guid) == nil)
  }

  @Test(
    arguments: [
      ("Éveillé-Dupont", "eveille dupont", true), ("LE  GOFF", "Le Goff", true), ("O'Brien", "o brien", true),
      ("Dupont", "Dupond", false), ("Élodie", "E\u{301}LODIE", true), ("", "-", true),
    ])
  func `names are compared without case, accents and punctuation`(one: String, other: String, areEqual: Bool) {
    #expect((NameKey(lastName: one, firstName: "x") == NameKey(lastName: other, firstName: "x")) == areEqual)
  }

  @Test func `a name needs both its parts to be compared`() {
    #expect(NameKey(lastName: "Dupont", firstName: nil) == nil && NameKey(lastName: nil, firstName: "Ada") == nil)
    #expect(NameKey(lastName: "A B", firstName: "C") != NameKey(lastName: "A", firstName: "B C"))
  }

  @Test(
    arguments: [
      (Limit.percent(5), 1430, 72), (.percent(5), 100, 5), (.percent(5), 1, 1), (.percent(5), 0, 0),
      (.percent(0), 100, 0), (.percent(100), 7, 7), (.count(0), 100, 0), (.count(500), 3, 500), (.none, 100, nil),
      (.percent(0.1), 1000, 1),
    ] as [(Limit, Int, Int?)])
  func `a limit is rounded up`(limit: Limit, base: Int, allowed: Int?) { #expect(limit.allowed(of: base) == allowed) }

  @Test(
    arguments: [("MME", "MME"), ("mme", "MME"), (" Mme ", "MME"), ("élu", "E"), ("ÉLU", "E"), ("x", nil)]
      as [(String, String?)])
  func `a table is looked up without case`(value: String, expected: String?) throws {
    let table = try #require(ValueTable([("Mme", "MME"), ("Élu", "E")]))
    #expect(table[value] == expected)
    #expect(ValueTable([("a", "1"), ("A", "2")]) == nil)
  }
}
