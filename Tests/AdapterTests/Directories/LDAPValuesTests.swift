import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Names and values that are hard to carry.
@Suite struct LDAPValuesTests {
  private func person(_ rdn: String, _ lines: String) -> String {
    "dn: \(rdn),\(Valmont.responsables)\nobjectClass: inetOrgPerson\nsn: X\n\(lines)\n\n"
  }

  @Test(arguments: ["a(b", "a)b", "a*b", #"a\b"#, "a\u{0}b", "Zoé Ünal 東", " blanks ", "a&|!=b"])
  func `a filter finds a value whatever is in it`(value: String) throws {
    let encoded = Data(value.utf8).base64EncodedString()
    let slapd = try Slapd(
      ldif: Valmont.top + person("uid=1", "cn: one\ndescription:: \(encoded)")
        + person("uid=2", "cn: two\ndescription: other"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["description"], filter: .equals("description", value))
    #expect(read.entries.map(\.dn) == ["uid=1,\(Valmont.responsables)"])
    #expect(read.texts("description") == [[value]])
  }

  @Test(arguments: [#"cn=Dupont\, Ada"#, #"cn=\22Ada\22 D"#, ##"cn=\#1"##, #"cn=a\+b\3Bc"#, "cn=Zoé", "cn=A+uid=7"])
  func `a name with special characters is the same name here`(rdn: String) throws {
    let slapd = try Slapd(
      ldif: Valmont.top
        + "dn:: ".appending(
          Data("\(rdn),\(Valmont.responsables)".utf8).base64EncodedString()) + "\nobjectClass: inetOrgPerson\nsn: X\n\n"
    )
    let read = try LDAPDirectory(.test(slapd.url)).collect(["cn"], filter: isPerson)
    let name = try #require(read.entries.first.flatMap { DistinguishedName($0.dn) })
    #expect(name == DistinguishedName("\(rdn),\(Valmont.responsables)"))
    #expect(name.rdnValues(of: "cn") == read.texts("cn")[0])

    let inside = LDAPSettings.test(slapd.url) { $0.bases = [read.entries[0].dn] }
    #expect(try LDAPDirectory(inside).collect(["cn"]).entries.count == 1)
  }

  @Test func `bytes that are no text arrive as they are`() throws {
    let picture = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let notText: [UInt8] = [0xff, 0xfe, 0x00, 0x0d, 0x0a, 0xc3]
    let slapd = try Slapd(
      ldif: Valmont.top
        + person(
          "uid=1",
          "cn: x\njpegPhoto:: \(Data(picture).base64EncodedString())\n"
            + "userPassword:: \(Data(notText).base64EncodedString())"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["jpegPhoto", "userPassword"], filter: isPerson)
    let entry = try #require(read.entries.first)
    #expect(entry.values(of: "jpegPhoto").map(Array.init) == [picture])
    #expect(entry.values(of: "userPassword").map(Array.init) == [notText])
  }

  @Test func `a value in another language is another attribute, unless it is asked for`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + person("uid=1", "cn: Ada\ncn;lang-fr: Adèle\ndescription;lang-fr: bonjour"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["cn", "description"], filter: isPerson)
    #expect(read.texts("cn") == [["Ada"]])
    #expect(read.texts("description") == [[]])
    #expect(read.entries.first?.truncated == [])

    let french = try LDAPDirectory(.test(slapd.url)).collect(["CN;lang-FR"], filter: isPerson)
    #expect(french.texts("cn;lang-fr") == [["Adèle"]])
  }

  @Test func `every value of an attribute comes`() throws {
    let mails = (1...40).map { "mail: a\($0)@valmont.example" }.joined(separator: "\n")
    let slapd = try Slapd(ldif: Valmont.top + person("uid=1", "cn: x\n\(mails)"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["mail"], filter: isPerson)
    #expect(Set(read.texts("mail")[0]) == Set((1...40).map { "a\($0)@valmont.example" }))
  }

  @Test func `a part of an attribute's values is marked as a part`() throws {
    let peer = try ScriptedLDAP("range")
    let read = try LDAPDirectory(.test(peer.url)).collect(["sn", "cn"])
    #expect(read.entries.map(\.truncated) == [[1], [1], [1]])
    #expect(read.texts("cn") == [[], [], []])
  }

  @Test func `values that come in parts are put together`() throws {
    let peer = try ScriptedLDAP("ranges")
    let read = try LDAPDirectory(.test(peer.url)).collect(["sn", "cn"])
    #expect(read.entries.map(\.truncated) == [[], [], []])
    #expect(read.texts("cn").allSatisfy { $0 == (0..<25).map { "Value \($0)" } })
  }
}
