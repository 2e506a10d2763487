import Foundation
import Provisioning
import Testing

@testable import navette

/// Mapping files, right and wrong.
@Suite struct SettingsMappingTests {
  static let least = "anchor: entryUUID\nresponsable:\n  lastName: sn\n"

  func parse(_ text: String) throws -> Mapping {
    try MappingFile.parse(Array(text.utf8), name: "test", file: "test.yaml")
  }

  static let everything = """
    anchor: { attribute: objectGUID, form: guid }
    filter: "(objectClass=user)"
    responsable:
      number: { from: employeeID, transform: [{ replace: ["^0+", ""] }] }
      lastName: { from: [sn, cn], choose: only, transform: trim }
      firstName: { template: "{givenName} {initials}", owner: directory }
      email: { from: proxyAddresses, transform: [{ prefix: "SMTP:" }], choose: { matching: "@valmont" },
               direction: both, conflict: portal }
      mobile: { from: mobile, transform: [{ phone: RE }], default: "none" }
      attributes:
        birth: { from: birth, transform: [{ date: dd/MM/yyyy }] }
        groups: { from: memberOf, every: true, transform: [rdn, ascii, lowercase, uppercase, titlecase] }
    active: "(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
    activeUntil: { from: [accountExpires, shadowExpire], form: filetime }
    correlate: [[number], [email], [lastName, firstName, mobile]]
    relink: automatic
    """

  @Test func `a rule says everything it can say`() throws {
    let mapping = try parse(Self.everything)
    #expect(mapping.anchor == AnchorRule(attribute: "objectGUID", form: .guid) && mapping.relink == .automatic)
    #expect(mapping[.lastName]?.sources == ["sn", "cn"] && mapping[.lastName]?.isRequired == true)
    #expect(mapping[.lastName]?.choice == .only && mapping[.lastName]?.transforms == [.trim])
    #expect(mapping[.firstName]?.owner == .directory && mapping[.firstName]?.attributes == ["givenName", "initials"])
    #expect(mapping[.email]?.choice == Pattern("@valmont").map(AttributeRule.Choice.matching))
    #expect(mapping[.email]?.direction == .both && mapping[.email]?.conflict == .portal)
    #expect(mapping[.mobile]?.transforms == [.phone(.RE)] && mapping[.mobile]?.fallback == "none")
    #expect(mapping[.attribute("groups")]?.every == true)
    #expect(mapping[.attribute("groups")]?.transforms == [.rdn, .ascii, .lowercase, .uppercase, .titlecase])
    #expect(mapping.activeUntil?.sources == ["accountExpires", "shadowExpire"])
    #expect(mapping.correlate == [[.number], [.email], [.lastName, .firstName, .mobile]])
    #expect(mapping.attributes.names.first == "objectGUID" && mapping.attributes.names.contains("userAccountControl"))
  }

  @Test func `another byte is another fingerprint, the same bytes the same`() throws {
    #expect(try parse(Self.least).fingerprint == parse(Self.least).fingerprint)
    #expect(try parse(Self.least).fingerprint != parse(Self.least + "# remark\n").fingerprint)
  }

  static let cases: [(added: String, key: String, saying: String)] = [
    ("  email: { from: mail, chose: only }", "responsable.email.chose", "did you mean `choose`"),
    ("  email: { from: mail, choose: largest }", "responsable.email.choose", "only, smallest"),
    ("  email: { from: mail, choose: { matching: '(' } }", "responsable.email.choose.matching", "regular expression"),
    (
      "  email: { from: mail, transform: [{ replace: ['(', x] }] }", "responsable.email.transform[0].replace[0]",
      "regular"
    ),
    (
      "  email: { from: mail, transform: [{ replace: [a] }] }", "responsable.email.transform[0].replace",
      "[REGEX, WITH]"
    ),
    ("  email: { from: mail, transform: [shout] }", "responsable.email.transform[0]", "trim"),
    ("  email: { from: mail, transform: [{ phone: US }] }", "responsable.email.transform[0].phone", "FR"),
    ("  email: { from: mail, transform: [{ date: MM/yy }] }", "responsable.email.transform[0].date", "dd/MM/yyyy"),
    ("  email: { from: mail, transform: [{ fone: FR }] }", "responsable.email.transform[0].fone", "`phone`"),
    ("  email: { template: '{sn' }", "responsable.email.template", "braces"),
    ("  email: { template: '{sn}', from: mail }", "responsable.email.template", "keep one"),
    ("  email: { choose: only }", "responsable.email.from", "missing"),
    ("  email: 'm ail'", "responsable.email", "attribute"),
    ("  email: { from: mail, every: true }", "responsable.email.every", "below attributes"),
    ("  civility: { from: title, values: { M: a, m: b } }", "responsable.civility.values", "but for case"),
    ("  mail: mail", "responsable.mail", "`email`"), ("active: '(a=b'", "active", "closing parenthesis"),
    ("filter: 'x'", "filter", "=, >="), ("correlate: [[firstName]]", "correlate[0][0]", "has a rule for"),
    ("  mobile: mobile\ncorrelate: [[mobile]]", "correlate[0]", "needs number, email"),
    ("relink: never", "relink", "hold or automatic"),
    ("activeUntil: { from: x, form: epoch }", "activeUntil.form", "filetime"),
    ("activeUntil: { from: x, form: 'date:yy' }", "activeUntil.form", "filetime"),
    ("activeUntil: { from: x }", "activeUntil.form", "missing"), ("ankor: x", "ankor", "`anchor`"),
  ]

  @Test(arguments: cases.indices)
  func `a fault of a mapping names its key, its place and its remedy`(index: Int) throws {
    let one = Self.cases[index]
    let errors = try #require(throws: SettingsErrors.self) { try parse(Self.least + one.added) }
    #expect(errors.all.map(\.key) == [one.key], "\(errors)")
    let fault = try #require(errors.all.first)
    #expect(fault.english.contains(one.saying), "\(fault)")
    #expect(fault.file == "test.yaml" && (fault.line ?? 0) >= 4 - (one.saying == "missing" ? 1 : 0))
  }

  @Test func `a mapping needs an anchor and a last name`() throws {
    let errors = try #require(throws: SettingsErrors.self) { try parse("responsable: { email: mail }") }
    #expect(errors.all.map(\.key) == ["anchor", "responsable.lastName"])
  }
}
