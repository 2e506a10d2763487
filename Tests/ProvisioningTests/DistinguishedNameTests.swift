import Provisioning
import Testing

/// Names as RFC 4514 writes them.
@Suite struct DistinguishedNameTests {
  @Test(arguments: [
    ("cn=Ada", "CN=ada"), ("cn=Ada  B", "cn = ada b"), ("cn=a,dc=x", "cn=a, DC=X"), (#"cn=a\2Cb"#, #"cn=a\,b"#),
    (#"cn="a,b""#, #"cn=a\,b"#), ("cn=a+sn=b", "SN=B+cn=A"), ("2.5.4.3=a", "cn=a"), ("OID.2.5.4.3=a", "cn=a"),
    ("cn=#04024869", "cn=Hi"), (#"cn=Zo\C3\A9"#, "cn=ZOÉ"), (#"cn=Lu\C4\8Di\C4\87"#, "cn=Lučić"),
    ("cn=e\u{301}", "cn=É"), ("", " "),
    (##"cn=\#1"##, #"cn=\231"#), (#"cn=\ a\ "#, "cn=a"), ("cn=a;dc=x", "cn=a,dc=x"), ("cn=,dc=x", "cn=\"\",dc=x"),
  ])
  func `two spellings of one name are equal`(left: String, right: String) {
    let names = [left, right].map { DistinguishedName($0) }
    #expect(names[0] != nil)
    #expect(names[0] == names[1])
    #expect(names[0].hashValue == names[1].hashValue)
  }

  @Test(arguments: [
    ("cn=a", "cn=b"), ("cn=a", "sn=a"), ("cn=a,dc=x", "cn=a"), ("cn=a+sn=b", "cn=a"), ("cn=a,dc=x", "dc=x,cn=a"),
    (#"cn=a\,dc\=x"#, "cn=a,dc=x"), ("cn=ab", "cn=a b"),
  ])
  func `two names are not`(left: String, right: String) {
    #expect(DistinguishedName(left) != DistinguishedName(right))
  }

  @Test(arguments: [
    "cn", "cn=a,", ",cn=a", "=a", "cn=a+", #"cn=\"#, #"cn=\zz"#, #"cn="a"#, "cn=#0", "cn=#", "c n=a", #"cn=a"b"#,
  ])
  func `what is not a name is none`(text: String) { #expect(DistinguishedName(text) == nil) }

  @Test func `values come without their escapes`() throws {
    let name = try #require(DistinguishedName(#"cn=Dupont\, \22Ada\22 \2B\\ +uid=R\=1 , ou=x\;y,dc=z"#))
    #expect(name.rdnValue == #"Dupont, "Ada" +\"#)
    #expect(name.rdnValues(of: "UID") == ["R=1"])
    #expect(name.rdnValues(of: "sn") == [])
    #expect(name.parent?.rdnValue == "x;y")
    #expect(name.rdns.count == 3)
  }

  @Test func `a name is within itself, its parents and the root`() throws {
    let name = try #require(DistinguishedName("cn=a,ou=b,dc=c"))
    for base in ["cn=A,ou=B,dc=C", "OU=b,dc=c", "dc=c", ""] {
      #expect(name.isWithin(try #require(DistinguishedName(base))), "\(base)")
    }
    for base in ["cn=x,cn=a,ou=b,dc=c", "ou=b", "u=b,dc=c", "cn=a"] {
      #expect(!name.isWithin(try #require(DistinguishedName(base))), "\(base)")
    }
    #expect(DistinguishedName("")?.parent == nil)
    #expect(name.parent?.parent?.parent == DistinguishedName(""))
  }
}
