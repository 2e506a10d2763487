import Foundation
import Provisioning

/// Every fact `navette check` can find.
enum SampleFindings {
  static let all = facts.map { Finding($0) } + servers

  static let tallies = [Finding.Tally([]), Finding.Tally(all), Finding.Tally(all.filter { $0.verdict != .bad })]

  private static let moment = Date(timeIntervalSince1970: 1_800_000_000)

  private static let facts: [Finding.Fact] = [
    .settings(path: "/etc/navette/navette.yaml", directories: 1),
    .faulty(.settings, SettingsError(.unknownKey(nearest: nil), file: "navette.yaml", line: 3, column: 1, key: "x")),
    .templatesFailed(.templateWithoutLink(file: "link.fr.txt.mustache")),
    .mapping(name: "openldap", path: nil, fields: 7), .secretKeys(path: "/etc/navette/secret.key", count: 2),
    .templates(folder: "/etc/navette/templates", count: 1),
    .storeToBeMade(location: "/var/lib/navette.sqlite"),
    .store(location: "/var/lib/navette.sqlite", schema: 4, accounts: 1430, isOld: false),
    .store(location: "/var/lib/navette.sqlite", schema: 3, accounts: nil, isOld: true),
    .storeFailed(.unreachable(location: "/var/lib/navette.sqlite", detail: "No such file or directory")),
    .lockFree, .lockHeld(by: "", since: nil), .lockHeld(by: "ada (navette sync)", since: moment),
    .noRelay, .relay(location: "smtp://relay.valmont.example:587", isEncrypted: true, isSignedIn: true),
    .relay(location: "smtp://127.0.0.1:25", isEncrypted: false, isSignedIn: false),
    .folder(path: "/srv/mails", exists: true), .folder(path: "/srv/mails", exists: false),
    .relayFailed(.unreachable(relay: "smtp://relay.valmont.example:587", detail: "refused")),
  ]

  private static let servers: [Finding] = [
    .located(
      question: "_ldap._tcp.valmont.fr", servers: ["ldap://ldap1.valmont.fr:389", "ldap://ldap2.valmont.fr:389"]),
    .unlocated(detail: "no SRV record of _ldap._tcp.valmont.fr: Unknown host"),
    .resolved(host: "ldap.valmont.fr", addresses: ["192.0.2.1", "2001:db8::1"]),
    .unresolved(host: "ldap.valmont.fr", detail: "Name or service not known"),
    .unresolved(host: "ldap.valmont.example", detail: "Name or service not known"),
    .connected, .encrypted(until: moment), .encrypted(until: nil), .clear(isLocal: true), .clear(isLocal: false),
    .signedIn(method: "anonymous", as: ""), .signedIn(method: "simple", as: "cn=navette,dc=valmont,dc=example"),
    .failed(.tls, .tls(url: "ldaps://ldap.valmont.fr", .expired, detail: "")), .untried([.bind, .base]),
    .offers(paging: true, changes: [], picked: nil), .offers(paging: false, changes: [.syncrepl], picked: .syncrepl),
    .offers(paging: true, changes: [.syncrepl], picked: .dirsync),
    .offers(paging: nil, changes: [], picked: nil), .base("ou=responsables,dc=valmont,dc=example"),
    .schema(unknown: [], needed: []), .schema(unknown: ["mobil"], needed: []),
    .schema(unknown: ["entryUUID", "nom"], needed: ["entryUUID"]), .schemaHidden,
    .stamps(attribute: "modifyTimestamp", hidden: 0, of: 12, unmoved: []),
    .stamps(attribute: "modifyTimestamp", hidden: 3, of: 12, unmoved: ["memberOf"]),
    .stamps(attribute: "whenChanged", hidden: 0, of: 12, unmoved: ["memberOf", "entryDN"]),
    .reading(.done(nil, entries: 1, isMore: false)), .reading(.done(.dirsync, entries: 10_000, isMore: true)),
    .reading(.refused(.syncrepl, LDAPResult(code: 4, name: "sizeLimitExceeded", message: ""), isNamed: false)),
    .reading(
      .refused(.syncrepl, LDAPResult(code: 12, name: "unavailableCriticalExtension", message: "no"), isNamed: true)),
    .reading(.refused(.syncrepl, LDAPResult(code: 50, name: "insufficientAccessRights", message: ""), isNamed: true)),
    .reading(.refused(.dirsync, LDAPResult(code: 50, name: "insufficientAccessRights", message: ""), isNamed: true)),
    .reading(.refused(.usn, LDAPResult(code: 0, name: "highestCommittedUSN", message: ""), isNamed: true)),
    .reading(.refused(.timestamp, LDAPResult(code: 50, name: "insufficientAccessRights", message: ""), isNamed: true)),
    .reading(.astray(.syncrepl)), .reading(.withoutReplication(context: "DC=valmont,DC=example")),
    .reading(.changelog(isNaming: true)), .reading(.changelog(isNaming: false)), .reading(.changelog(isNaming: nil)),
    .found(base: "dc=valmont,dc=example", entries: 0, isMore: false),
    .found(base: "dc=valmont,dc=example", entries: 100, isMore: true),
    .carried([.init("sn", 12), .init("mail", 0), .init("accountExpires", 0, isMapped: false)], of: 12),
    .carried([.init("sn", 12)], of: 12),
    .carried(
      [.init("sn", 12), .init("mail", 0), .init("mobile", 0)], of: 12, others: [.init("cn", 12), .init("uid", 3)]),
    .carried([.init("sn", 12), .init("mail", 0, before: 12)], of: 12),
    .unfiltered(base: "dc=valmont,dc=example", classes: [.init("posixAccount", 9)], of: 10, isMore: false),
    .unfiltered(base: "dc=valmont,dc=example", classes: [.init("posixAccount", 90)], of: 100, isMore: true),
    .mapped(entries: 12, well: 12, inactive: 0, problems: [:]),
    .mapped(
      entries: 12, well: 9, inactive: 0, problems: [.invalidEmail: 3], beyond: .init(.percent(10), isCertain: true)),
    .mapped(
      entries: 100, well: 80, inactive: 0, problems: [.invalidEmail: 20], beyond: .init(.percent(10), isCertain: false)),
    .mapped(entries: 12, well: 0, inactive: 3, problems: [.invalidEmail: 2, .missingRequired: 12]),
    .anchors(attribute: "entryUUID", entries: 12, missing: 0, duplicates: []),
    .anchors(attribute: "entryUUID", entries: 12, missing: 1, duplicates: []),
    .anchors(attribute: "uid", entries: 12, missing: 0, duplicates: ["ada", "boris"]),
    .file(path: "/srv/ecole.ldif", entries: 12), .file(path: "/srv/ecole.ldif", entries: 0),
  ].map { Finding($0, directory: "mairie", server: "ldaps://ldap.valmont.fr", command: "ldapsearch -LLL 'a  b'") }
}
