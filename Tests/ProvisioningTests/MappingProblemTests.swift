import Provisioning
import Testing

/// What is wrong with an entry, and what of it is applied all the same.
@Suite struct MappingProblemTests {
  let mapping = Mapping(
    name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "uid"),
    rules: [
      .init(.number, AttributeRule(from: ["employeeNumber"])),
      .init(.civility, AttributeRule(from: ["title"], values: ValueTable([("M.", "M")]))),
      .init(.lastName, AttributeRule(from: ["sn"], choice: .only, isRequired: true)),
      .init(.firstName, AttributeRule(from: ["givenName"])),
      .init(.email, AttributeRule(from: ["mail"], choice: .only)),
      .init(.mobile, AttributeRule(from: ["mobile"], transforms: [.phone(.FR)])),
      .init(.attribute("birth"), AttributeRule(from: ["birth"], transforms: [.date(.generalizedTime)])),
      .init(.attribute("boss"), AttributeRule(from: ["manager"], transforms: [.rdn])),
      .init(.attribute("teams"), AttributeRule(from: ["ou"], every: true, transforms: [.phone(.FR)])),
    ])

  /// A sound entry with the values of one attribute replaced.
  func map(_ attribute: String, _ values: [[UInt8]]) throws -> MappedEntry {
    var entry = DirectoryEntry(dn: "cn=x", attributes: mapping.attributes)
    let sound = [("uid", "1"), ("employeeNumber", "R-1"), ("sn", "Dupont"), ("mail", "a@valmont.example")]
    for (name, value) in sound where name != attribute {
      entry.append(value.utf8, at: try #require(mapping.attributes.position(of: name)))
    }
    for value in values { entry.append(value, at: try #require(mapping.attributes.position(of: attribute))) }
    return mapping.map(entry, directory: "mairie")
  }

  @Test(
    arguments: [
      ("mail", ["not an address"], Problem.Code.invalidEmail, Field.email),
      ("mail", ["a@valmont.example", "b@valmont.example"], .severalValues, .email),
      ("mail", ["a@valmont.example", "bad"], .severalValues, .email),
      ("mobile", ["12"], .invalidPhone, .mobile), ("title", ["Dr"], .unknownValue, .civility),
      ("birth", ["1985"], .invalidDate, .attribute("birth")), ("manager", ["Ada"], .invalidDN, .attribute("boss")),
      ("ou", ["0612345678", "12"], .invalidPhone, .attribute("teams")),
      ("givenName", ["A\u{0}da"], .controlCharacter, .firstName),
      ("givenName", ["A\r\nBcc: x"], .controlCharacter, .firstName),
      ("givenName", ["A\u{85}"], .controlCharacter, .firstName),
      ("givenName", ["A\u{202e}a"], .controlCharacter, .firstName),
      ("givenName", ["A\u{2066}a"], .controlCharacter, .firstName), ("employeeNumber", [], .missingRequired, .number),
      ("employeeNumber", [" "], .missingRequired, .number),
    ])
  func `a problem of a field keeps that field and applies the others`(
    attribute: String, values: [String], code: Problem.Code, field: Field
  ) throws {
    let mapped = try map(attribute, values.map { Array($0.utf8) })
    #expect(mapped.problems.map(\.code) == [code])
    #expect(mapped.problems.first?.field == field.name && mapped.problems.first?.attribute == attribute)
    #expect(mapped.kept == [field] && mapped.responsable[field] == nil && !mapped.hasEntryProblem)
    #expect(mapped.responsable.lastName == "Dupont")
  }

  @Test(
    arguments: [
      ("uid", [], Problem.Code.noAnchor), ("uid", ["1", "2"], .noAnchor), ("uid", ["a\nb"], .noAnchor),
      ("uid", [""], .noAnchor), ("sn", [], .missingRequired), ("sn", ["  "], .missingRequired),
      ("sn", ["Du\u{7}pont"], .controlCharacter), ("sn", ["Dupont", "Durand"], .severalValues),
    ])
  func `a problem of the entry is of no field`(attribute: String, values: [String], code: Problem.Code) throws {
    let mapped = try map(attribute, values.map { Array($0.utf8) })
    #expect(mapped.problems.map(\.code) == [code])
    #expect(mapped.hasEntryProblem && mapped.problems.first?.field == nil)
    #expect(mapped.problems.first?.attribute == attribute)
    #expect((mapped.anchor == nil) == (code == .noAnchor))
  }

  @Test(arguments: [("givenName", Field.firstName.name), ("sn", nil)] as [(String, String?)])
  func `bytes that are no text are a problem, never a guess`(attribute: String, field: String?) throws {
    let mapped = try map(attribute, [[0x45, 0xe9, 0x61]])
    #expect(mapped.problems.map(\.code) == [.notUTF8])
    #expect(mapped.problems.first?.field == field)
    #expect(mapped.problems.first?.detail == "E\u{fffd}a")
  }

  @Test func `an attribute that is not there leaves nothing, not a placeholder`() throws {
    let mapped = try map("mail", [])
    #expect(mapped.responsable.email == nil && mapped.kept.isEmpty && mapped.problems.isEmpty)
  }

  @Test func `one good value among bad ones is taken where any will do`() {
    let mapping = MappingTests.mapping([(.email, AttributeRule(from: ["mail"]))])
    let entry = DirectoryEntry(dn: "", ["uid": ["1"], "mail": ["bad", "z@valmont.example", "b@valmont.example"]])
    let mapped = mapping.map(entry, directory: "mairie")
    #expect(mapped.responsable.email == "b@valmont.example" && mapped.problems.isEmpty)
    #expect(mapped.alternatives == [.email: ["b@valmont.example", "z@valmont.example"]])
  }

  @Test func `text is kept in its composed form`() throws {
    let mapped = try map("givenName", [Array("E\u{301}lodie".utf8)])
    #expect(mapped.responsable.firstName.map { Array($0.unicodeScalars) } == Array("Élodie".unicodeScalars))
  }

  @Test func `problems say where they are from`() throws {
    let problem = try #require(try map("mail", [Array("x y".utf8)]).problems.first)
    #expect(
      problem
        == Problem(
          .invalidEmail, directory: "mairie", anchor: "1", dn: "cn=x", attribute: "mail", field: "email", detail: "x y",
          person: Person(number: "R-1", name: "Dupont"))
    )
  }
}
