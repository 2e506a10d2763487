import Foundation
import Provisioning
import Testing

/// What a mapping makes of an entry.
@Suite struct MappingTests {
  static func mapping(_ rules: [(Field, AttributeRule)]) -> Mapping {
    Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "uid"),
      rules: rules.map { Mapping.Rule($0, $1) })
  }

  /// The mobile field of an entry whose `a` has these values.
  static func mobile(_ rule: AttributeRule, _ values: [String]) -> MappedEntry {
    mapping([(.mobile, rule)]).map(DirectoryEntry(dn: "cn=x", ["uid": ["1"], "a": values]), directory: "mairie")
  }

  @Test func `a whole entry becomes a responsable`() throws {
    let mapping = Self.mapping([
      (.number, AttributeRule(from: ["employeeNumber"])),
      (.civility, AttributeRule(from: ["title"], values: ValueTable([("M.", "M"), ("Mme", "MME")]))),
      (.lastName, AttributeRule(from: ["sn"], transforms: [.trim, .uppercase], isRequired: true)),
      (.firstName, AttributeRule(from: ["givenName"], transforms: [.titlecase])),
      (.email, AttributeRule(from: ["mail"], choice: .only)),
      (.mobile, AttributeRule(from: ["mobile"], transforms: [.phone(.FR)])),
      (.attribute("service"), AttributeRule(from: ["ou"], every: true)),
    ])
    let entry = DirectoryEntry(
      dn: "cn=x",
      [
        "uid": ["1"], "sn": [" Éveillé "], "GIVENNAME": ["MARIE-ANGE"], "employeeNumber": ["R-1"], "title": ["mme"],
        "mail": [" Marie@Valmont.Example "], "mobile": ["06 12 34 56 78"], "ou": ["Voirie", "Culture"],
      ])
    let mapped = mapping.map(entry, directory: "mairie")
    #expect(mapped.problems.isEmpty)
    #expect(mapped.anchor == Anchor("1"))
    #expect(
      mapped.responsable
        == Responsable(
          number: "R-1", civility: "MME", lastName: "ÉVEILLÉ", firstName: "Marie-Ange",
          email: "Marie@valmont.example", mobile: "+33612345678",
          attributes: ["service": .list(["Culture", "Voirie"])]))
  }

  @Test(
    arguments: [
      (AttributeRule.Choice.only, ["b"], "b"), (.only, ["b", " b "], "b"), (.only, ["b", ""], "b"),
      (.only, ["b", "a"], nil), (.smallest, ["b", "a", "c"], "a"), (.smallest, ["B", "a"], "B"),
      (.smallest, [], nil), (.smallest, [" "], nil),
    ] as [(AttributeRule.Choice, [String], String?)])
  func `one value is chosen among several`(choice: AttributeRule.Choice, values: [String], expected: String?) {
    #expect(Self.mobile(AttributeRule(from: ["a"], choice: choice), values).responsable.mobile == expected)
  }

  @Test func `only the values a pattern is found in are chosen`() throws {
    let rule = AttributeRule(from: ["a"], choice: .matching(try #require(Pattern("@valmont\\."))))
    let mapped = Self.mobile(rule, ["a@else.example", "z@valmont.example", "b@valmont.example"])
    #expect(mapped.responsable.mobile == "b@valmont.example")
    #expect(mapped.alternatives == [.mobile: ["b@valmont.example", "z@valmont.example"]])
    #expect(Self.mobile(rule, ["a@else.example"]).responsable.mobile == nil)
    #expect(Self.mobile(rule, ["a@else.example"]).problems.isEmpty)
  }

  @Test func `values in any order give the same choice and the same alternatives`() {
    let rule = AttributeRule(from: ["a"])
    let one = Self.mobile(rule, ["c", "a", "b"])
    let other = Self.mobile(rule, ["b", "c", "a"])
    #expect(one == other)
    #expect(one.alternatives == [.mobile: ["a", "b", "c"]])
  }

  @Test func `the first attribute that has a value gives it`() {
    let mapping = Self.mapping([(.email, AttributeRule(from: ["mail", "rfc822Mailbox"]))])
    let entry = DirectoryEntry(dn: "cn=x", ["uid": ["1"], "mail": ["  "], "rfc822Mailbox": ["a@valmont.example"]])
    #expect(mapping.map(entry, directory: "mairie").responsable.email == "a@valmont.example")
  }

  @Test(
    arguments: [
      (["SMTP:ada@valmont.example", "smtp:old@valmont.example"], "ada@valmont.example"),
      (["smtp:old@valmont.example"], "lenoir@valmont.example"), ([], "lenoir@valmont.example"),
      (["SMTP:not an address"], nil),
    ] as [([String], String?)])
  func `an attribute of which every value is passed over gives way to the next`(
    addresses: [String], email: String?
  ) throws {
    let rule = AttributeRule(
      from: ["proxyAddresses", "mail"], choice: .matching(try #require(Pattern("^(SMTP:|[^:]+$)"))),
      transforms: [.replace(try #require(Pattern("^SMTP:")), with: "")])
    let mapping = Self.mapping([(.email, rule)])
    let mapped = mapping.map(
      DirectoryEntry(
        dn: "cn=x", ["uid": ["1"], "proxyAddresses": addresses, "mail": ["lenoir@valmont.example"]]),
      directory: "mairie")
    #expect(mapped.responsable.email == email)
  }

  @Test func `two spellings of one address are one address`() {
    let mapping = Self.mapping([(.email, AttributeRule(from: ["mail"], choice: .only))])
    let entry = DirectoryEntry(dn: "cn=x", ["uid": ["1"], "mail": ["Ada@valmont.example", "ada@VALMONT.example "]])
    let mapped = mapping.map(entry, directory: "mairie")
    #expect(mapped.responsable.email == "Ada@valmont.example")
    #expect(mapped.alternatives.isEmpty && mapped.problems.isEmpty)
  }

  @Test func `a value that is not there has the mapping's default, a value that is wrong has not`() {
    let rule = AttributeRule(from: ["a"], transforms: [.phone(.FR)], fallback: "+33232000000")
    #expect(Self.mobile(rule, []).responsable.mobile == "+33232000000")
    #expect(Self.mobile(rule, ["12"]).responsable.mobile == nil)
    #expect(Self.mobile(rule, ["12"]).kept == [.mobile])
  }

  @Test(
    arguments: [
      (["sn": ["Dupont"], "givenName": ["Ada"]], "Dupont, Ada (x)"), (["sn": ["Dupont"]], "Dupont, (x)"),
      (["givenName": ["Ada"]], ", Ada (x)"), ([:], nil),
    ] as [([String: [String]], String?)])
  func `a template puts attributes together`(values: [String: [String]], expected: String?) throws {
    let template = try #require(Template("{sn},  {GivenName} (x)"))
    let mapping = Self.mapping([(.attribute("label"), AttributeRule(from: [], template: template))])
    var entry = DirectoryEntry(dn: "cn=x", attributes: mapping.attributes)
    for (name, list) in values {
      let position = try #require(mapping.attributes.position(of: name))
      for value in list { entry.append(value.utf8, at: position) }
    }
    #expect(mapping.map(entry, directory: "m").responsable.attributes["label"]?.text == expected)
  }

  @Test(arguments: ["{sn", "sn}", "{}", "{s n}", "{a}}", "{{a}}"])
  func `a template with braces that do not fit is none`(text: String) { #expect(Template(text) == nil) }

  @Test func `languages are not the attribute itself unless asked for by name`() {
    let mapping = Self.mapping([
      (.lastName, AttributeRule(from: ["sn"], isRequired: true)),
      (.attribute("fr"), AttributeRule(from: ["cn;lang-fr"])),
    ])
    let entry = DirectoryEntry(dn: "cn=x", ["uid": ["1"], "SN": ["Le Goff"], "sn;lang-fr": ["X"], "CN;Lang-FR": ["Y"]])
    let mapped = mapping.map(entry, directory: "mairie")
    #expect(mapped.responsable == Responsable(lastName: "Le Goff", attributes: ["fr": .text("Y")]))
  }

  @Test func `every attribute is asked for once, the anchor first`() throws {
    let mapping = Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "entryUUID"),
      rules: [
        .init(.email, AttributeRule(from: ["mail", "MAIL", "other"])),
        .init(.lastName, AttributeRule(from: ["sn"])),
        .init(.attribute("x"), AttributeRule(from: [], template: Template("{sn} {cn}"))),
      ],
      active: try Filter(parsing: "(!(locked=TRUE))"),
      activeUntil: DateRule(from: ["accountExpires"], form: .filetime))
    #expect(mapping.attributes.names == ["entryUUID", "sn", "mail", "other", "cn", "locked", "accountExpires"])
    #expect(mapping.hasNumberRule == false)
  }

  @Test(arguments: [
    ("(!(locked=TRUE))", [], true), ("(!(locked=TRUE))", ["true"], false), ("(locked=FALSE)", [], false),
  ])
  func `whether an account may be active is told by the entry itself`(
    filter: String, values: [String], expected: Bool
  ) throws {
    let mapping = Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "uid"),
      rules: [], active: try Filter(parsing: filter))
    #expect(mapping.map(DirectoryEntry(dn: "", ["uid": ["1"], "locked": values]), directory: "m").isActive == expected)
  }
}
