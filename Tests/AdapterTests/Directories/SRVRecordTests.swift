import Foundation
import TestSupport
import Testing

@testable import Directories

/// What the DNS says of a service, and in which order its servers are tried (RFC 2782).
@Suite struct SRVRecordTests {
  private func record(_ name: String, _ priority: Int, _ weight: Int, port: Int = 389) -> SRVRecord {
    SRVRecord(priority: priority, weight: weight, port: port, target: "\(name).valmont.example")
  }

  @Test func `a machine stays with its servers, and machines differ`() {
    let records = (1...5).map { record("s\($0)", 10, 10) }
    let orders = (1...40).map { host in
      var lots = HostLots("_ldap._tcp.valmont.example", host: "m\(host)")
      return SRVRecord.inOrder(records, using: &lots).map(\.target)
    }
    var again = HostLots("_ldap._tcp.valmont.example", host: "m1")
    #expect(SRVRecord.inOrder(records, using: &again).map(\.target) == orders[0])
    #expect(Set(orders.compactMap(\.first)).count == 5)
  }

  private func firsts(_ records: [SRVRecord]) -> [String: Int] {
    var lots = Dice(seed: 7)
    var counts: [String: Int] = [:]
    for _ in 0..<10_000 {
      let ordered = SRVRecord.inOrder(records, using: &lots)
      #expect(ordered.count == records.count)
      counts[String(ordered[0].target.prefix(1)), default: 0] += 1
    }
    return counts
  }

  @Test func `the lowest priority comes first, whatever the weights`() {
    var lots = Dice(seed: 1)
    let ordered = SRVRecord.inOrder([record("c", 30, 100), record("b", 20, 0), record("a", 10, 1)], using: &lots)
    #expect(ordered.map { $0.target.first } == ["a", "b", "c"])
    #expect(SRVRecord.inOrder([], using: &lots) == [])
  }

  @Test func `among equals the lot decides, by weight`() {
    let counts = firsts([record("a", 10, 10), record("b", 10, 30), record("c", 20, 1000)])
    #expect(counts["c"] == nil)
    // One and three of four, and the lot 0 besides.
    #expect((2_300...2_900).contains(counts["a"] ?? 0) && (7_100...7_700).contains(counts["b"] ?? 0))
    let small = firsts([record("a", 10, 0), record("b", 10, 9)])
    #expect((800...1_200).contains(small["a"] ?? 0))
    #expect(firsts([record("a", 10, 0), record("b", 10, 0)]) == ["a": 10_000])
  }

  /// A header, the question and two answers, whose names lead back to the question's.
  private static let message: [UInt8] = {
    let question: [UInt8] =
      [5] + Array("_ldap".utf8) + [4] + Array("_tcp".utf8) + [7] + Array("Valmont".utf8) + [7]
      + Array("example".utf8) + [0, 0, 33, 0, 1]
    func answer(_ name: String, _ priority: UInt8, _ port: [UInt8]) -> [UInt8] {
      let data = [0, priority, 0, 5] + port + [UInt8(name.utf8.count)] + Array(name.utf8) + [0xc0, 23]
      return [0xc0, 12, 0, 33, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)] + data
    }
    return [0, 1, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0] + question + answer("dc1", 1, [1, 133])
      + answer("dc2", 2, [2, 124])
  }()

  @Test func `an answer is read with its shortened names`() {
    let records = SRVAnswer.records(in: Self.message)
    #expect(
      records == [
        SRVRecord(priority: 1, weight: 5, port: 389, target: "dc1.valmont.example"),
        SRVRecord(priority: 2, weight: 5, port: 636, target: "dc2.valmont.example"),
      ])
  }

  @Test func `an answer that is cut, or leads in circles, is none, and never a fault of ours`() {
    for count in 0..<Self.message.count {
      #expect(SRVAnswer.records(in: Array(Self.message.prefix(count))) == nil, "\(count)")
    }
    var circle = Self.message
    circle[12...13] = [0xc0, 12]
    #expect(SRVAnswer.records(in: circle) == nil)
    var lots = Dice(seed: 3)
    for _ in 0..<20_000 {
      var damaged = Self.message
      for _ in 0..<3 {
        let place = Int.random(in: 0..<damaged.count, using: &lots)
        damaged[place] = UInt8.random(in: 0...255, using: &lots)
      }
      _ = SRVAnswer.records(in: damaged)
    }
  }

  @Test func `servers below the domain are let through, and no others`() throws {
    let domain = try #require(LDAPDomain("srv:Valmont.example"))
    #expect(domain.question == "_ldap._tcp.valmont.example")
    #expect(domain.searchURL == "ldap:///dc%3Dvalmont%2Cdc%3Dexample")
    #expect(
      try domain.urls(of: [record("a", 1, 0), record("b", 2, 0, port: 636)])
        == ["ldap://a.valmont.example:389", "ldaps://b.valmont.example:636"])
    let encrypted = try #require(LDAPDomain("srv+ldaps:valmont.example"))
    #expect(encrypted.question == "_ldaps._tcp.valmont.example")
    #expect(try encrypted.urls(of: [record("a", 1, 0, port: 1636)]) == ["ldaps://a.valmont.example:1636"])
    for target in ["ldap.other.example", "evilvalmont.example", "valmont.example.other", "valmont.example"] {
      let stranger = SRVRecord(priority: 9, weight: 0, port: 389, target: target)
      #expect(throws: LDAPDomain.Unlocated.self) { try domain.urls(of: [record("a", 1, 0), stranger]) }
    }
    // The domain says that it has no such service.
    let none = SRVRecord(priority: 0, weight: 0, port: 0, target: "")
    #expect(throws: LDAPDomain.Unlocated.self) { try domain.urls(of: [none]) }
    #expect(LDAPDomain("ldap://valmont.example") == nil)
  }
}
