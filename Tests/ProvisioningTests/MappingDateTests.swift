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

  @Test(
    arguments: [
      ("31/12/2024", "Europe/Paris", 1_735_686_000), ("30/06/2024", "Europe/Paris", 1_719_784_800),
      ("31/12/2024", "Indian/Reunion", 1_735_675_200), ("31/12/2024", "America/Cayenne", 1_735_700_400),
      // Clocks in Beirut go from 23:59 to 01:00 on 31 March 2024: the day before ends all the same.
      ("30/03/2024", "Asia/Beirut", 1_711_836_000),
    ] as [(String, String, Double)])
  func `a day ends by the portal's clock, and still counts itself`(text: String, zone: String, end: Double) throws {
    let form = try #require(DateForm(name: "dd/MM/yyyy"))
    let mapping = Self.mapping(form).endingDays(in: try #require(TimeZone(identifier: zone)))
    #expect(Self.ending(text, mapping).activeUntil == Date(timeIntervalSince1970: end))
  }

  @Test func `another zone is another mapping where days end by it, and nowhere else`() throws {
    let paris = try #require(TimeZone(identifier: "Europe/Paris"))
    let days = Self.mapping(try #require(DateForm(name: "dd/MM/yyyy")))
    #expect(days.endingDays(in: paris).fingerprint != days.fingerprint)
    #expect(days.endingDays(in: paris).fingerprint != days.endingDays(in: .gmt).fingerprint)
    let moments = Self.mapping(.filetime)
    #expect(moments.endingDays(in: paris) == moments)
  }

  @Test func `an end that cannot be read is a problem and keeps the one agreed`() {
    let mapped = Self.ending("soon", .filetime)
    #expect(mapped.problems.map(\.code) == [.invalidDate])
    #expect(mapped.keepsActiveUntil && !mapped.hasEntryProblem && mapped.activeUntil == nil)
  }

  static func mapping(_ form: DateForm) -> Mapping {
    Mapping(
      name: "test", flavour: "", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "uid"),
      rules: [], activeUntil: DateRule(from: ["end"], form: form))
  }

  static func ending(_ text: String, _ form: DateForm) -> MappedEntry { ending(text, mapping(form)) }

  static func ending(_ text: String, _ mapping: Mapping) -> MappedEntry {
    mapping.map(DirectoryEntry(dn: "cn=x", ["uid": ["1"], "end": [text]]), directory: "mairie")
  }
}
