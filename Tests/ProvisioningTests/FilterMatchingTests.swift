import Provisioning
import Testing

/// Filters evaluated on entries (RFC 4511 §4.5.1.7).
@Suite struct FilterMatchingTests {
  let ada = DirectoryEntry(
    dn: "cn=Ada",
    [
      "cn": ["Ada  Lovelace", "Ada King"], "sn;lang-fr": ["Le Goff"], "employeeNumber": ["0042"], "l": ["Évreux"],
      "userAccountControl": ["514"], "whenCreated": ["20260115080000Z"], "description": [#"a (b) * c \ d"#],
      "jpegPhoto": ["not a number"],
    ])

  @Test(
    arguments: [
      ("(cn=ada lovelace)", true), ("(CN= ADA   LOVELACE )", true), ("(cn=Ada)", false), ("(cn=ada king)", true),
      ("(l=évreux)", true), ("(l=e\\cc\\81vreux)", true), ("(l=evreux)", false),
      ("(cn=*)", true), ("(mail=*)", false), ("(!(mail=*))", true),
      ("(cn=ada*)", true), ("(cn=*lace)", true), ("(cn=*a l*)", true), ("(cn=a*a*e)", true), ("(cn=ada *king)", true),
      ("(cn=king*ada)", false), ("(cn=lov*lace)", false), ("(cn=ada lovelace*lace)", false),
      ("(employeeNumber>=9)", true), ("(employeeNumber<=9)", false), ("(employeeNumber>=42)", true),
      ("(employeeNumber<=42)", true), ("(whenCreated>=20260101000000Z)", true),
      ("(whenCreated<=20260101000000Z)", false), ("(cn>=ada l)", true), ("(cn<=aa)", false),
      ("(userAccountControl:1.2.840.113556.1.4.803:=2)", true),
      ("(userAccountControl:1.2.840.113556.1.4.803:=3)", false),
      ("(userAccountControl:1.2.840.113556.1.4.804:=3)", true),
      ("(userAccountControl:1.2.840.113556.1.4.804:=1)", false),
      ("(sn=le goff)", true), ("(sn;lang-fr=le goff)", true), ("(sn;lang-en=le goff)", false),
      ("(description=a \\28b\\29 \\2a c \\5c d)", true), ("(description=*\\2a*)", true), ("(cn=*\\2a*)", false),
      ("(&)", true), ("(|)", false), ("(&(cn=ada king)(l=évreux))", true), ("(&(cn=ada king)(l=x))", false),
      ("(|(cn=x)(l=évreux))", true), ("(|(cn=x)(l=x))", false),
    ])
  func `a filter tells whether it is true of an entry`(text: String, isMatch: Bool) throws {
    #expect(try Filter(parsing: text).matches(ada) == isMatch)
  }

  @Test(
    arguments: [
      "(jpegPhoto:1.2.840.113556.1.4.803:=2)", "(!(jpegPhoto:1.2.840.113556.1.4.803:=2))",
      "(&(cn=*)(!(jpegPhoto:1.2.840.113556.1.4.803:=2)))", "(|(cn=x)(!(jpegPhoto:1.2.840.113556.1.4.804:=2)))",
    ])
  func `what cannot be told is no match, and neither is its opposite`(text: String) throws {
    #expect(try Filter(parsing: text).matches(ada) == false)
  }

  @Test func `what cannot be told does not hide what can`() throws {
    #expect(try Filter(parsing: "(|(jpegPhoto:1.2.840.113556.1.4.803:=2)(cn=ada king))").matches(ada))
    #expect(try Filter(parsing: "(!(&(jpegPhoto:1.2.840.113556.1.4.803:=2)(cn=nobody)))").matches(ada))
  }

  @Test func `an account is not locked when the server does not know the attribute that would say so`() throws {
    let filter = try Filter(parsing: "(!(pwdAccountLockedTime=000001010000Z))")
    #expect(filter.matches(ada))
    #expect(filter.matches(DirectoryEntry(dn: "cn=x", ["pwdAccountLockedTime": ["000001010000Z"]])) == false)
  }

  @Test func `values that are not UTF-8 are compared byte by byte`() {
    var entry = DirectoryEntry(dn: "cn=x", attributes: AttributeSet(["cn"]))
    entry.append([0xff, 0x41] as [UInt8], at: 0)
    #expect(Filter.equal(attribute: "cn", value: [0xff, 0x41]).matches(entry))
    #expect(Filter.equal(attribute: "cn", value: [0xff, 0x61]).matches(entry) == false)
  }
}
