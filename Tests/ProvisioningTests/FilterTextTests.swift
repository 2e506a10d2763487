import Provisioning
import Testing

/// The text form of filters, read and written (RFC 4515).
@Suite struct FilterTextTests {
  @Test(
    arguments: [
      ("(cn=Ada)", "(cn=Ada)"), ("cn=Ada", "(cn=Ada)"), ("(&)", "(&)"), ("(|)", "(|)"),
      ("(&(objectClass=person)(!(cn=Bob)))", "(&(objectClass=person)(!(cn=Bob)))"),
      (" ( & ( a=1 ) ( | (b=2)\n(c=3) ) ) ", "(&(a=1\\20)(|(b=2)(c=3)))"),
      ("(mail=*)", "(mail=*)"), ("(mail=**)", "(mail=*)"), ("(cn=a*b**c*)", "(cn=a*b*c*)"), ("(cn=*x)", "(cn=*x)"),
      ("(age>=18)", "(age>=18)"), ("(age<=18)", "(age<=18)"), ("(cn~=ada)", "(cn=ada)"), ("(cn=)", "(cn=)"),
      ("(cn=Dupont \\28mairie\\29)", "(cn=Dupont \\28mairie\\29)"), ("(cn=\\2A\\5c\\00)", "(cn=\\2a\\5c\\00)"),
      ("(cn=Élodie)", "(cn=Élodie)"), ("(cn=\\c3\\89lodie)", "(cn=Élodie)"), ("(cn=\\ff\\fe)", "(cn=\\ff\\fe)"),
      ("(cn;lang-fr=Maire)", "(cn;lang-fr=Maire)"), ("(2.5.4.3=Ada)", "(2.5.4.3=Ada)"),
      ("(member=cn=Dupont\\2c Ada,ou=x)", "(member=cn=Dupont, Ada,ou=x)"), ("(cn=a=b\"#,)", "(cn=a=b\"#,)"),
      (
        "(userAccountControl:1.2.840.113556.1.4.803:=2)", "(userAccountControl:1.2.840.113556.1.4.803:=2)"
      ),
      ("(!(groupType:1.2.840.113556.1.4.804:=-5))", "(!(groupType:1.2.840.113556.1.4.804:=-5))"),
    ])
  func `a filter is read, and written so that reading it gives the same filter`(text: String, written: String) throws {
    let filter = try Filter(parsing: text)
    #expect(filter.text == written)
    #expect(try Filter(parsing: filter.text) == filter)
  }

  @Test(
    arguments: [
      ("", 0, Filter.SyntaxError.Expected.openParenthesis), ("(cn=Ada", 7, .closeParenthesis), ("(cn=Ada))", 8, .end),
      ("cn=Ada)", 6, .end), ("()", 1, .attribute), ("(=Ada)", 1, .attribute), ("(1cn=Ada)", 1, .attribute),
      ("(cn;=Ada)", 1, .attribute), ("(cn Ada)", 3, .comparison), ("(cn>Ada)", 3, .comparison),
      ("(cn=(Ada))", 4, .escape), ("(cn=\\zz)", 4, .hexDigits), ("(cn=\\2)", 4, .hexDigits), ("(cn=a\\", 5, .hexDigits),
      ("(cn:caseExactMatch:=Ada)", 3, .bitRule), ("(cn:dn:=Ada)", 3, .bitRule),
      ("(x:1.2.840.113556.1.4.803:=two)", 27, .integer), ("(!cn=Ada)", 2, .openParenthesis),
      ("(!(a=1)(b=2))", 7, .closeParenthesis), ("(&(a=1)", 7, .closeParenthesis),
      (String(repeating: "(!", count: 120), 200, .lessNesting),
    ])
  func `a filter that is none says where and what should stand there`(
    text: String, offset: Int, expected: Filter.SyntaxError.Expected
  ) {
    #expect(throws: Filter.SyntaxError(offset: offset, expected: expected)) { try Filter(parsing: text) }
  }

  @Test func `a filter names each of its attributes once`() throws {
    let filter = try Filter(parsing: "(&(a=1)(|(B>=2)(b<=3))(!(c=*))(d=x*)(A:1.2.840.113556.1.4.803:=1))")
    #expect(filter.attributes == ["a", "B", "c", "d"])
  }
}
