import Foundation
import Testing

@testable import Provisioning

/// What a handful of entries says of a mapping.
@Suite struct SampleStudyTests {
  private func facts(_ people: [DirectoryEntry], _ mapping: Mapping = Town.mapping()) -> [Finding.Fact] {
    var study = SampleStudy(mapping: mapping, directory: "mairie")
    for person in people { study.take(person) }
    return study.facts
  }

  @Test func `entries without fault are told as such`() {
    let facts = facts([Town.person("a", mail: ["a@valmont.example"]), Town.person("b")])
    #expect(facts.contains(.mapped(entries: 2, well: 2, inactive: 0, problems: [:])))
    #expect(facts.contains(.anchors(attribute: "entryUUID", entries: 2, missing: 0, duplicates: [])))
    guard case .carried(let carried, of: 2, others: [])? = facts.first else {
      Issue.record("\(facts)")
      return
    }
    #expect(carried.contains(Finding.Carried("mail", 1)))
    #expect(carried.contains(Finding.Carried("shadowExpire", 0, isMapped: false)))
  }

  @Test func `problems are counted by their codes`() {
    let facts = facts([Town.person("a", last: nil), Town.person("b", mail: ["none"]), Town.person("c", mail: ["none"])])
    #expect(
      facts.contains(.mapped(entries: 3, well: 0, inactive: 0, problems: [.missingRequired: 1, .invalidEmail: 2])))
  }

  @Test func `an identifier that is missing or stands twice is told`() {
    let facts = facts([Town.person("a"), Town.person("a"), Town.person("", number: "N")])
    #expect(facts.contains(.anchors(attribute: "entryUUID", entries: 3, missing: 1, duplicates: ["a"])))
  }

  @Test func `who may not be active is counted`() throws {
    let mapping = Town.mapping(active: try Filter(parsing: "(employeeType=A)"))
    #expect(
      facts([Town.person("a", status: "A"), Town.person("b", status: "B")], mapping).contains(
        .mapped(entries: 2, well: 2, inactive: 1, problems: [:])))
  }

  @Test func `nothing is said of nobody`() { #expect(facts([]).isEmpty) }

  private func compared(isMore: Bool, with last: WholeRead?) -> [Finding.Verdict] {
    let carried = [Finding.Carried("Mail", 0), .init("sn", 2), .init("mobile", 0), .init("locked", 0, isMapped: false)]
    return [
      Finding(.found(base: "dc=a", entries: 2, isMore: isMore)), Finding(.carried(carried, of: 2)), Finding(.lockFree),
    ].compared(with: last).map(\.verdict)
  }

  @Test func `what somebody had at the last run and nobody has any more is a fault`() {
    let read = { (attributes: [String: Int]) in
      WholeRead(
        bases: [.init(dn: "dc=a", entries: 2)], attributes: attributes, anchorAttribute: "entryUUID",
        at: Date(timeIntervalSince1970: 0))
    }
    #expect(compared(isMore: false, with: read(["mail": 2, "sn": 2])) == [.good, .bad, .good])
    #expect(compared(isMore: false, with: read(["sn": 2, "locked": 2])) == [.good, .notice, .good])
    #expect(compared(isMore: false, with: nil) == [.good, .notice, .good])
    // Those who have it may come after the sample.
    #expect(compared(isMore: true, with: read(["mail": 2])) == [.good, .notice, .good])
  }

  @Test func `the most frequent comes first`() {
    #expect(
      Finding.Carried.ranked(["a": 1, "c": 3, "b": 3]) == [.init("b", 3), .init("c", 3), .init("a", 1)])
  }

  @Test func `only what no entry can do without is needed`() {
    let mapping = Town.mapping()
    #expect(mapping.needed(among: ["mail", "givenName"]).isEmpty)
    #expect(mapping.needed(among: ["SN", "entryuuid"]) == ["entryUUID", "sn"])
  }

  @Test(arguments: [("ada", "adda", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("é", "e", 1)])
  func `a distance counts letters`(_ left: String, _ right: String, _ distance: Int) {
    #expect(EditDistance.distance(left, right) == distance)
  }

  /// What `check` makes of three problems among ten entries, where the sample ended before the entries did or not.
  private func excess(_ limit: Limit, isMore: Bool) -> Finding.Excess? {
    let findings = [
      Finding.Fact.found(base: "dc=valmont,dc=example", entries: 10, isMore: isMore),
      .mapped(entries: 10, well: 7, inactive: 0, problems: [.invalidEmail: 3]),
    ].map { Finding($0, directory: "mairie", server: nil, command: nil) }
    for case .mapped(_, _, _, _, let beyond) in findings.judged(by: [.problems: limit]).map(\.fact) { return beyond }
    return nil
  }

  @Test func `a share of a sample that was cut off is certain of nothing, a number of it is`() {
    #expect(excess(.percent(40), isMore: true) == nil)
    #expect(excess(.percent(10), isMore: false) == .init(.percent(10), isCertain: true))
    #expect(excess(.percent(10), isMore: true) == .init(.percent(10), isCertain: false))
    #expect(excess(.count(2), isMore: true) == .init(.count(2), isCertain: true))
  }
}
