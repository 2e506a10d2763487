import Foundation
import Provisioning
import Testing

/// Until when an entry gives its person an account.
@Suite struct MappingDateTests {
  @Test(
    arguments: [
      ("9223372036854775807", nil), ("0", nil), ("133801056000000000", 1_735_632_000.0),
    ] as [(String, Double?)])
  func `a file time is the moment an account ends, 0 and the greatest are never`(text: String, expected: Double?) {
    let mapped = Self.ending(text, .filetime)
    #expect(mapped.activeUntil == expected.map(Date.init(timeIntervalSince1970:)))
    #expect(mapped.problems.isEmpty)
  }

  @Test func `an end is read in every form`() throws {
    let at: (Double) -> Date = Date.init(timeIntervalSince1970:)
    #expect(Self.ending("20241231080000Z", .generalizedTime).activeUntil == at(1_735_632_000))
    #expect(Self.ending("202412310830.5+0030", .generalizedTime).activeUntil == at(1_735_632_030))
    #expect(Self.ending("20089", .days).activeUntil == at(1_735_689_600))
    #expect(Self.ending("-1", .days).activeUntil == nil)
    let form = try #require(DateForm(name: "dd/MM/yyyy"))
    #expect(Self.ending("31/12/2024", form).activeUntil == at(1_735_689_600), "the day itself is included")
  }

  @Test func `an end that cannot be read is a problem and keeps the one agreed`() {
    let mapped = Self.ending("soon", .filetime)
    #expect(mapped.problems.map(\.code) == [.invalidDate])
    #expect(mapped.keepsActiveUntil && !mapped.hasEntryProblem && mapped.activeUntil == nil)
  }

  static func ending(_ text: String, _ form: DateForm) -> MappedEntry {
    let mapping = Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "uid"),
      rules: [], activeUntil: DateRule(from: ["end"], form: form))
    return mapping.map(DirectoryEntry(dn: "cn=x", ["uid": ["1"], "end": [text]]), directory: "mairie")
  }
}
