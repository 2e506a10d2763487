import Crypto
import Foundation
import Provisioning
import TestSupport

/// A small town for the tests of the rules: a directory in memory, a store in memory, and a clock that is turned by hand.
final class Town {
  var people: [DirectoryEntry]
  var store = MemoryStore()
  var now = Date(timeIntervalSince1970: 1_800_000_000)
  var policy = Policy()
  var limits = Limits(Dictionary(uniqueKeysWithValues: Limit.Name.allCases.map { ($0, Limit.none) }))
  var mapping: Mapping
  var failure: DirectoryError?
  var directoryName = "mairie"

  init(_ people: [DirectoryEntry] = [], mapping: Mapping = Town.mapping()) {
    self.people = people
    self.mapping = mapping
  }

  static func mapping(
    version: String = "1", anchor: String = "entryUUID", email: AttributeRule = AttributeRule(from: ["mail"]),
    correlate: [[Field]] = [[.number], [.email, .lastName, .firstName]], relink: Mapping.Relink = .hold,
    active: Filter? = nil, hasNumbers: Bool = true
  ) -> Mapping {
    var rules = [
      Mapping.Rule(.lastName, AttributeRule(from: ["sn"], isRequired: true)),
      Mapping.Rule(.firstName, AttributeRule(from: ["givenName"])),
      Mapping.Rule(.email, email),
    ]
    if hasNumbers { rules.append(Mapping.Rule(.number, AttributeRule(from: ["employeeNumber"]))) }
    return Mapping(
      name: "town", flavour: "test", fingerprint: Mapping.fingerprint(of: Array("\(version)\(anchor)".utf8)),
      anchor: AnchorRule(attribute: anchor), rules: rules, active: active,
      activeUntil: DateRule(from: ["shadowExpire"], form: .generalizedTime), correlate: correlate, relink: relink)
  }

  static func person(
    _ id: String, number: String? = nil, last: String? = "MARTIN", first: String = "Ada", mail: [String] = [],
    dn: String? = nil, until: String? = nil, status: String? = nil
  ) -> DirectoryEntry {
    DirectoryEntry(
      dn: dn ?? "uid=\(id),ou=responsables,dc=valmont,dc=example",
      [
        "entryUUID": [id], "employeeNumber": [number ?? "N-\(id)"].filter { !$0.isEmpty },
        "sn": [last].compactMap(\.self), "givenName": [first], "mail": mail,
        "shadowExpire": [until].compactMap(\.self), "employeeType": [status].compactMap(\.self),
      ])
  }

  var directory: FixedDirectory {
    var directory = FixedDirectory(name: directoryName, people)
    directory.failure = failure
    return directory
  }

  @discardableResult
  func run(_ mode: SyncRun.Mode = .apply, only selection: Filter? = nil) -> DirectoryReport {
    syncRun(only: selection).run(mode, on: directory, into: store)
  }

  func syncRun(only selection: Filter? = nil) -> SyncRun {
    let now = now
    var generator = SystemRandomNumberGenerator()
    return SyncRun(
      mapping: mapping, policy: policy, limits: limits,
      issuer: TokenIssuer(
        keys: TokenKeys(current: TokenKey(id: "k1", secret: SymmetricKey(size: .bits256))),
        messageDomain: "valmont.example",
        random: { count in
          var bytes: [UInt8] = []
          while bytes.count < count { bytes.append(UInt8.random(in: 0...255)) }
          return bytes
        }),
      selection: selection,
      circumstances: SyncRun.Circumstances(
        runID: "run-\(generator.next())", actor: Actor(.run, name: "run", origin: "test"), clock: { now }))
  }

  func wait(hours: Double) { now += hours * 3_600 }

  /// Changes the entry with this anchor.
  func replace(_ id: String, with entry: DirectoryEntry?) {
    people = people.compactMap { person in
      person.values(of: "entryUUID").first.map { String(decoding: $0, as: UTF8.self) } == id ? entry : person
    }
  }
}

extension DirectoryReport {
  var kinds: [Change.Kind] { plan?.changes.map(\.kind) ?? [] }
  var mails: [PlannedMail] { plan?.changes.flatMap(\.mails) ?? [] }
  var problems: [Problem.Code] { plan?.open.problems.map(\.code) ?? [] }
  var proposals: [Proposal.Code] { plan?.open.proposals.map(\.code) ?? [] }
  var causes: [String] { refusals.map(\.cause.name) }
}
