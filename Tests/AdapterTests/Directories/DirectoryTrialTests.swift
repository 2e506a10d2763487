import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Directories

/// `navette check` against servers that are right, and against each thing that can be wrong with one.
@Suite struct DirectoryTrialTests {
  private static let mapping = Mapping(
    name: "test", flavour: "test", fingerprint: Mapping.fingerprint(of: []), anchor: AnchorRule(attribute: "entryUUID"),
    filter: isPerson,
    rules: [
      .init(.lastName, AttributeRule(from: ["sn"], isRequired: true)), .init(.email, AttributeRule(from: ["mail"])),
      .init(.number, AttributeRule(from: ["employeeNumber"])),
    ])

  private func facts(
    _ settings: LDAPSettings, _ mapping: Mapping = mapping, signsIn: Bool = true
  ) -> [Finding.Fact] {
    DirectoryTrial(.ldap(settings), mapping: mapping, signsIn: signsIn).examine().map(\.fact)
  }

  private func bad(_ facts: [Finding.Fact]) -> [Finding.Fact] { facts.filter { $0.verdict == .bad } }

  @Test func `a server that is right is told so, step by step`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let facts = facts(.test(slapd.url))
    #expect(bad(facts) == [])
    #expect(facts.contains(.connected) && facts.contains(.clear(isLocal: true)))
    #expect(facts.contains(.signedIn(method: "anonymous", as: "")))
    #expect(facts.contains(.offers(paging: true, changes: [], picked: nil)))
    #expect(facts.contains(.base(Valmont.responsables)))
    #expect(facts.contains(.schema(unknown: [], needed: [])))
    #expect(facts.contains(.found(base: Valmont.responsables, entries: 3, isMore: false)))
    #expect(facts.contains(.mapped(entries: 3, well: 3, inactive: 0, problems: [:])))
    #expect(facts.contains(.anchors(attribute: "entryUUID", entries: 3, missing: 0, duplicates: [])))
  }

  @Test func `a way to read changes is told`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top, .init(global: "moduleload syncprov", database: "overlay syncprov"))
    #expect(facts(.test(slapd.url)).contains(.offers(paging: true, changes: [.syncrepl], picked: .syncrepl)))
    let other = facts(.test(slapd.url) { $0.read = .changes(.usn) })
    #expect(bad(other).contains(.offers(paging: true, changes: [.syncrepl], picked: .usn)))
  }

  @Test func `stamps that do not show, and values that change without one, are told`() throws {
    let byStamps = { (settings: inout LDAPSettings) in settings.read = .changes(.timestamp) }
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let shown = facts(.test(slapd.url, change: byStamps))
    #expect(shown.contains(.stamps(attribute: "modifyTimestamp", hidden: 0, of: 3, unmoved: [])))
    #expect(shown.contains(.offers(paging: true, changes: [], picked: .timestamp)) && bad(shown) == [])
    let group = facts(
      .test(slapd.url) {
        byStamps(&$0)
        $0.filter = .and([isPerson, .not(.equals("memberOf", "cn=x"))])
      })
    #expect(group.contains { if case .stamps(_, _, _, ["memberOf"]) = $0 { $0.verdict == .notice } else { false } })
    try slapd.restart(.init(database: "access to attrs=modifyTimestamp by * none\naccess to * by * read"))
    let hidden = bad(facts(.test(slapd.url, change: byStamps)))
    #expect(hidden == [.stamps(attribute: "modifyTimestamp", hidden: 3, of: 3, unmoved: [])])
  }

  @Test func `a sample ends at a hundred entries, which is no fault`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...150) + Valmont.people(151...300, below: Valmont.partners))
    let one = facts(.test(slapd.url))
    #expect(one.contains(.found(base: Valmont.responsables, entries: 100, isMore: true)) && bad(one) == [])
    let two = facts(.test(slapd.url) { $0.bases = [Valmont.responsables, Valmont.partners] })
    #expect(two.contains(.found(base: Valmont.responsables, entries: 50, isMore: true)))
    #expect(two.contains(.mapped(entries: 100, well: 100, inactive: 0, problems: [:])))
  }

  @Test func `a server that gives fewer than that has a limit of its own, which is a fault`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...150), .init(database: "limits * size=20"))
    guard case .failed(.filter, .searchFailed(_, _, 20, let result))? = bad(facts(.test(slapd.url))).first else {
      Issue.record("\(facts(.test(slapd.url)))")
      return
    }
    #expect(result.code == 4)
  }

  @Test(arguments: [
    ("IP:127.0.0.1", -1, true, DirectoryError.TLSFailure.expired),
    ("DNS:ldap.valmont.example", 30, true, .wrongHostName),
    ("IP:127.0.0.1", 30, false, .unknownAuthority),
  ])
  func `a certificate is refused for its real reason, and what follows is not tried`(
    names: String, days: Int, isOurs: Bool, reason: DirectoryError.TLSFailure
  ) throws {
    let certificates = try Certificates()
    let other = try Certificates()
    let slapd = try Slapd(
      ldif: Valmont.top, .init(certificate: try certificates.sign("server", names: names, days: days)))
    let facts = facts(
      .test(slapd.secureURL) { $0.caFile = (isOurs ? certificates : other).authority.certificate })
    guard case .failed(.tls, .tls(_, reason, _))? = bad(facts).first, bad(facts).count == 1 else {
      Issue.record("\(facts)")
      return
    }
    #expect(facts.contains(.untried([.bind, .rootDSE, .base, .schema, .filter])))
  }

  @Test func `a certificate that is right is told with its end`() throws {
    let certificates = try Certificates()
    let slapd = try Slapd(
      ldif: Valmont.top, .init(certificate: try certificates.sign("server", names: "IP:127.0.0.1", days: 30)))
    for startTLS in [true, false] {
      let facts = facts(
        .test(startTLS ? slapd.url : slapd.secureURL) {
          $0.startTLS = startTLS
          $0.caFile = certificates.authority.certificate
        })
      guard case .encrypted(let until?)? = facts.first(where: { $0.subject == .tls }) else {
        Issue.record("\(facts)")
        return
      }
      #expect(abs(until.timeIntervalSinceNow - 30 * 86_400) < 3_600)
    }
  }

  @Test func `one server that fails hides no other`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let closed = "ldap://127.0.0.1:\(try FreePort.find())"
    let findings = DirectoryTrial(
      .ldap(.test("ldap://no-such-host.invalid", closed, slapd.url)), mapping: Self.mapping
    ).examine()
    #expect(findings.filter { $0.verdict == .bad }.map(\.server) == ["ldap://no-such-host.invalid", closed])
    #expect(findings.filter { $0.verdict == .bad }.map(\.subject) == [.name, .connection])
    #expect(findings.contains { $0.server == slapd.url && $0.subject == .anchor })
  }

  @Test func `a wrong password, a base that is not there, a filter that finds nobody`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let wrong = facts(.test(slapd.url) { $0.bind = .simple(dn: Slapd.administrator, password: { "no" }) })
    #expect(bad(wrong).map(\.subject) == [.bind])
    let elsewhere = facts(.test(slapd.url) { $0.bases = ["ou=nobody,dc=valmont,dc=example", Valmont.responsables] })
    #expect(bad(elsewhere).map(\.subject) == [.base])
    #expect(elsewhere.contains(.found(base: Valmont.responsables, entries: 3, isMore: false)))
    let nobody = facts(.test(slapd.url) { $0.filter = .equals("employeeType", "x") })
    #expect(bad(nobody) == [.found(base: Valmont.responsables, entries: 0, isMore: false)])
  }

  @Test func `where a filter finds nobody, what is there is told`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let facts = facts(.test(slapd.url) { $0.filter = .equals("employeeType", "x") })
    guard case .unfiltered(Valmont.responsables, let classes, of: 3, isMore: false)? = facts.last else {
      Issue.record("\(facts)")
      return
    }
    #expect(classes.contains(Finding.Carried("inetOrgPerson", 3)) && !classes.contains { $0.attribute == "top" })
    // Nothing is there at all: then there is nothing to tell.
    let empty = self.facts(.test(slapd.url) { $0.bases = [Valmont.partners] })
    #expect(bad(empty) == [.found(base: Valmont.partners, entries: 0, isMore: false)] && empty.last == bad(empty).last)
  }

  @Test func `where nobody has an attribute, those that are there are named, and their values are not asked for`()
    throws
  {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let mapping = Mapping(
      name: "test", flavour: "test", fingerprint: Mapping.fingerprint(of: []),
      anchor: AnchorRule(attribute: "entryUUID"), filter: isPerson,
      rules: [
        .init(.lastName, AttributeRule(from: ["sn"], isRequired: true)),
        .init(.email, AttributeRule(from: ["roomNumber"])),
      ])
    let findings = DirectoryTrial(.ldap(.test(slapd.url)), mapping: mapping).examine()
    let finding = try #require(findings.first { $0.subject == .attributes })
    guard case .carried(_, of: 3, let others) = finding.fact else {
      Issue.record("\(finding)")
      return
    }
    #expect(others.contains(Finding.Carried("mail", 3)) && others.contains(Finding.Carried("cn", 3)))
    #expect(!others.contains { ["sn", "objectClass", "roomNumber"].contains($0.attribute) })
    let command = try #require(finding.command)
    let output = try Program.run("/bin/bash", package: "bash", ["-c", command])
    #expect(output.contains("mail:\n") && !output.contains("@"), "\(output)")
  }

  @Test func `attributes that the schema does not know are named`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let mapping = Mapping(
      name: "test", flavour: "test", fingerprint: Mapping.fingerprint(of: []),
      anchor: AnchorRule(attribute: "objectGUID"),
      rules: [
        .init(.lastName, AttributeRule(from: ["surname"], isRequired: true)),
        .init(.mobile, AttributeRule(from: ["cell;lang-fr"])),
      ])
    let facts = facts(.test(slapd.url), mapping)
    #expect(facts.contains(.schema(unknown: ["objectGUID", "cell;lang-fr"], needed: ["objectGUID"])))
  }

  @Test func `the commands shown find what the trial found`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...150))
    let findings = DirectoryTrial(.ldap(.test(slapd.url)), mapping: Self.mapping).examine()
    let sample = try #require(findings.first { $0.subject == .filter }?.command)
    let output = try Program.run(
      "/bin/bash", package: "bash", ["-c", "\(sample) || test $? = 4"])
    #expect(output.split(separator: "\n").count { $0.hasPrefix("mail: ") } == 100)
    for command in findings.compactMap(\.command) where command != sample {
      #expect(try !Program.run("/bin/bash", package: "bash", ["-c", command]).isEmpty, "\(command)")
    }
  }

  @Test func `settings with a fault reach the server and ask nothing`() throws {
    let slapd = try Slapd(ldif: Valmont.top)
    let facts = facts(.test(slapd.url), signsIn: false)
    #expect(facts == [.connected, .clear(isLocal: true), .untried([.bind, .rootDSE, .base, .schema, .filter])])
  }

  @Test func `a file of entries is read to its end`() throws {
    let folder = try TemporaryFolder()
    let people = Valmont.top + Valmont.people(1...120)
    let path = try folder.write("people.ldif", people)
    let trial = { (path: String) in
      DirectoryTrial(.ldif(LDIFSettings(name: "ecole", path: path)), mapping: Self.mapping).examine().map(\.fact)
    }
    #expect(trial(path).contains(.file(path: path, entries: 120)))
    #expect(
      bad(trial(path))
        == [
          .anchors(attribute: "entryUUID", entries: 120, missing: 120, duplicates: []),
          .mapped(entries: 120, well: 0, inactive: 0, problems: [.noAnchor: 120]),
        ].reversed())
    guard case .failed(.file, .file(_, nil, .unreadable))? = trial("/nowhere.ldif").first else {
      Issue.record("\(trial("/nowhere.ldif"))")
      return
    }
    let broken = try folder.write("broken.ldif", people + "dn: uid=x,dc=valmont\nmail\n")
    #expect(bad(trial(broken)).map(\.subject) == [.file])
  }

  @Test func `names of a schema are read with all their spellings`() {
    var names = SchemaNames()
    names.read(Array("( 2.5.4.4 NAME ( 'sn' 'surname' ) DESC 'RFC2256: last (family) name(s)' SUP name )".utf8)[...])
    names.read(
      Array("( 0.9.2342.19200300.100.1.3 NAME 'mail' DESC 'it''s NAME' EQUALITY caseIgnoreIA5Match )".utf8)[...])
    names.read(Array("nonsense".utf8)[...])
    #expect(names.know("SN") && names.know("surname") && names.know("mail;lang-fr") && names.know("2.5.4.4"))
    #expect(!names.know("name") && !names.know("family"))
  }
}
