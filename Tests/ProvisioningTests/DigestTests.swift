import Provisioning
import Testing

/// Digests of entries: stable, canonical, and different for everything that matters.
@Suite struct DigestTests {
  static func mapping(_ text: String = "mapping") -> Mapping {
    Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: text.utf8),
      anchor: AnchorRule(attribute: "entryUUID"),
      rules: [.init(.lastName, AttributeRule(from: ["sn"], isRequired: true)), .init(.email, .init(from: ["mail"]))])
  }

  func digest(_ values: KeyValuePairs<String, [String]>, mapping: Mapping = mapping()) -> Digest128 {
    var digester = EntryDigester(mapping)
    return digester.digest(DirectoryEntry(dn: "cn=x", values))
  }

  @Test func `values in another order give the same digest`() {
    let one = digest(["entryUUID": ["1"], "sn": ["A"], "mail": ["b", "a", "c"]])
    #expect(one == digest(["mail": ["c", "b", "a"], "sn": ["A"], "entryUUID": ["1"]]))
  }

  @Test func `many values in another order give the same digest`() {
    let values = (0..<100).map { "value \($0)" }
    #expect(digest(["sn": values]) == digest(["sn": values.reversed()]))
  }

  @Test func `names of attributes in another case give the same digest`() {
    #expect(digest(["SN": ["A"], "MAIL": ["a"]]) == digest(["sn": ["A"], "mail": ["a"]]))
  }

  @Test func `attributes nobody asked for do not count`() {
    #expect(digest(["sn": ["A"], "cn": ["x"], "sn;lang-fr": ["B"]]) == digest(["sn": ["A"]]))
  }

  @Test func `another DN gives the same digest`() {
    var digester = EntryDigester(Self.mapping())
    let one = digester.digest(DirectoryEntry(dn: "cn=x", ["sn": ["A"]]))
    #expect(one == digester.digest(DirectoryEntry(dn: "cn=y,ou=z", ["sn": ["A"]])))
  }

  @Test func `every difference of values gives another digest`() {
    let all = [
      digest(["sn": ["A"]]), digest(["sn": ["B"]]), digest(["sn": ["a"]]), digest(["sn": ["A", "A"]]),
      digest(["mail": ["A"]]), digest(["sn": [""]]), digest([:]), digest(["sn": ["A"], "mail": ["B"]]),
      digest(["sn": ["AB"]]), digest(["sn": ["A", "B"]]), digest(["sn": ["A "]]),
      digest(["sn": ["A"]], mapping: Self.mapping("changed")),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func `an entry mapped carries the digest it is compared by`() {
    let entry = DirectoryEntry(dn: "cn=x", ["entryUUID": ["1"], "sn": ["A"]])
    var digester = EntryDigester(Self.mapping())
    #expect(Self.mapping().map(entry, directory: "mairie").digest == digester.digest(entry))
  }

  @Test func `a digest stays the same over versions of the program`() {
    let fixed = digest(["entryUUID": ["1"], "sn": ["Lovelace"], "mail": ["ada@valmont.example"]])
    #expect(PasswordToken.hexadecimal(fixed.bytes) == "5398e496f0e8c5b10bbbccb267e88005")
  }
}
