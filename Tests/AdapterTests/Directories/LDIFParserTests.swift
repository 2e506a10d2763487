import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// The file format, letter by letter (RFC 2849).
@Suite struct LDIFParserTests {
  private func parse(_ bytes: some Sequence<UInt8>) throws -> [DirectoryEntry] {
    let folder = try TemporaryFolder()
    var parser = try LDIFParser(path: folder.write("x.ldif", bytes))
    var entries: [DirectoryEntry] = []
    while let record = try parser.next() { entries.append(record.entry) }
    return entries
  }

  private func parse(_ text: String) throws -> [DirectoryEntry] { try parse(text.utf8) }

  private func failure(_ text: String) throws -> (line: Int?, reason: DirectoryError.FileFailure)? {
    do {
      _ = try parse(text)
      return nil
    } catch DirectoryError.file(_, let line, let reason) {
      return (line, reason)
    }
  }

  private func texts(_ entry: DirectoryEntry?, _ name: String) -> [String] {
    (entry?.values(of: name) ?? []).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `records, comments, versions and blank lines`() throws {
    let entries = try parse(
      "# first\nversion: 1\n\n\ndn: cn=a,dc=x\ncn: a\n# in between\n folded comment\nSN: b\n\n\n\n# last\n"
        + "dn: cn=c,dc=x\nsn: d")
    #expect(entries.map(\.dn) == ["cn=a,dc=x", "cn=c,dc=x"])
    #expect(texts(entries.first, "sn") == ["b"])
    #expect(texts(entries.last, "SN") == ["d"])
    #expect(texts(entries.last, "cn") == [])
  }

  @Test func `lines may be folded anywhere, in names and encoded values too`() throws {
    let encoded = Data("élève".utf8).base64EncodedString()
    let entries = try parse(
      "dn: cn=a,\n dc=x\nsn: Du\n  pont\nde\n scription:: \(encoded.prefix(3))\n \(encoded.dropFirst(3))\n")
    #expect(entries.first?.dn == "cn=a,dc=x")
    #expect(texts(entries.first, "sn") == ["Du pont"])
    #expect(texts(entries.first, "description") == ["élève"])
  }

  @Test func `lines may end in CRLF`() throws {
    let entries = try parse("dn: cn=a,dc=x\r\nsn: b\r\n c\r\n\r\ndn: cn=d\r\nsn: e\r\n")
    #expect(entries.map(\.dn) == ["cn=a,dc=x", "cn=d"])
    #expect(texts(entries.first, "sn") == ["bc"])
  }

  @Test func `values keep their spaces at the end, their colons, their emptiness`() throws {
    let entry = try parse("dn:cn=a\nsn:  b  \nurl: http://x:1/\nempty:\nalso:  \nbinary::\n").first
    #expect(texts(entry, "sn") == ["b  "])
    #expect(texts(entry, "url") == ["http://x:1/"])
    #expect(texts(entry, "empty") == [""])
    #expect(texts(entry, "also") == [""])
    #expect(texts(entry, "binary") == [""])
  }

  @Test func `an encoded name, options and any bytes`() throws {
    let dn = Data("cn=Zoé,dc=x".utf8).base64EncodedString()
    let entry = try parse("dn:: \(dn)\ncn;lang-fr: Zoé\njpegPhoto:: AP/+AA==  \n").first
    #expect(entry?.dn == "cn=Zoé,dc=x")
    #expect(texts(entry, "cn;LANG-fr") == ["Zoé"])
    #expect(entry?.values(of: "jpegPhoto").map(Array.init) == [[0x00, 0xff, 0xfe, 0x00]])
  }

  @Test func `a value may be in a file of this machine`() throws {
    let folder = try TemporaryFolder()
    let photo = try folder.write("a photo.jpg", [0xff, 0xd8, 0x00])
    let path = photo.replacingOccurrences(of: " ", with: "%20")
    let entry = try parse("dn: cn=a\njpegPhoto:< file://\(path)\n").first
    #expect(entry?.values(of: "jpegPhoto").map(Array.init) == [[0xff, 0xd8, 0x00]])
  }

  @Test func `what cannot be had or understood is named with its line`() throws {
    let cases: [(String, Int, DirectoryError.FileFailure)] = [
      ("dn: cn=a\nphoto:< http://example.org/x\n", 2, .notLocalURL("http://example.org/x")),
      ("dn: cn=a\nphoto:< file:///nonexistent\n", 2, .unreadable("/nonexistent")),
      ("dn: cn=a\n# c\nphoto:: A*==\n", 3, .badBase64),
      ("version: 2\ndn: cn=a\n", 1, .unsupportedVersion("2")),
      ("dn: cn=a\nno colon here\n", 2, .syntax(.attribute)),
      ("dn: cn=a\n: x\n", 2, .syntax(.attribute)),
      ("\nsn: b\ncn: a\n", 2, .syntax(.dn)),
      ("dn: not a name\nsn: a\n", 1, .syntax(.dn)),
      ("dn: cn=a\nsn: a\ndn: cn=b\n", 3, .syntax(.dn)),
      ("dn: cn=a\nsn: a\n\ndn: cn=b\nchangetype: delete\n", 5, .changeRecord),
      ("dn: cn=b\ncontrol: 1.2.3 true\nchangetype: delete\n", 2, .changeRecord),
    ]
    for (text, line, reason) in cases {
      let failed = try failure(text)
      #expect(failed?.line == line, "\(text)")
      #expect(failed?.reason == reason, "\(text)")
    }
  }

  @Test func `a file that is not there is an error, an empty one is empty`() throws {
    #expect(throws: DirectoryError.file(path: "/none.ldif", line: nil, .unreadable("No such file or directory"))) {
      try LDIFParser(path: "/none.ldif")
    }
    #expect(try parse("").isEmpty)
    #expect(try parse("version: 1\n# nothing\n\n").isEmpty)
  }

  @Test func `lines longer than what is read at once are joined`() throws {
    let value = String(repeating: "x", count: 700_000)
    let entries = try parse("dn: cn=a\ndescription: \(value)\n\n" + Valmont.people(1...3000))
    #expect(texts(entries.first, "description").first?.count == 700_000)
    #expect(entries.count == 3001)
  }
}
