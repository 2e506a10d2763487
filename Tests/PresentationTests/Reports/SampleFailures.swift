import Foundation

@testable import Provisioning

/// Every way in which a directory, a store or a relay can fail.
enum SampleFailures {
  private static let url = "ldaps://ldap1.valmont.example"
  private static let base = SampleReports.base
  private static let relay = "smtp://relay.valmont.example:587"

  static let directories: [DirectoryError] =
    [
      .unreachable([.init(url: url, detail: "Connection refused")]),
      .unreachable([
        .init(url: url, detail: "Connection refused"), .init(url: "ldaps://ldap2.valmont.example", detail: "No route"),
      ]),
      .bindRefused(
        url: url, method: "simple",
        LDAPResult(
          code: 49, name: "invalidCredentials", message: "80090308: LdapErr: DSID-0C090, data 532, v3839")),
      .kerberos(url: url, detail: "Server not found in Kerberos database"),
      .searchFailed(
        url: url, base: base, entries: 500,
        LDAPResult(code: 4, name: "sizeLimitExceeded", message: "")),
      .searchFailed(
        url: url, base: base, entries: 1,
        LDAPResult(code: 32, name: "noSuchObject", message: "matched uid=ada,dc=valmont")),
      .referral(url: url, base: base, to: ["ldap://autre.valmont.example/uid=ada,dc=valmont??sub"]),
      .connectionLost(url: url, base: base, entries: 812, detail: "Connection reset by peer"),
      .timedOut(url: url, base: nil, entries: 0, seconds: 10),
      .timedOut(url: url, base: base, entries: 1_000, seconds: 60),
      .pagingLoop(url: url, base: base, entries: 2_000), .wayNotOffered(url: url, .dirsync, offered: [.syncrepl]),
      .wayNotOffered(url: url, .usn, offered: []),
      .malformed(url: url, base: base, detail: "unexpected tag near LOVELACE"),
      .file(path: "/srv/annuaire.ldif", line: nil, .unreadable("No such file or directory")),
      .file(path: "/srv/annuaire.ldif", line: 12, .changeRecord),
      .file(path: "/srv/annuaire.ldif", line: 1, .unsupportedVersion("2")),
      .file(path: "/srv/annuaire.ldif", line: 40, .syntax(.attribute)),
      .file(path: "/srv/annuaire.ldif", line: 41, .badBase64),
      .file(path: "/srv/annuaire.ldif", line: 42, .notLocalURL("http://valmont.example/ada.jpg")),
      .unsupported(detail: "the matching rule 1.2.3"),
      .interrupted,
    ]
    + tlsFailures.map { .tls(url: url, $0, detail: "handshake") }

  static let tlsFailures: [DirectoryError.TLSFailure] = [
    .unknownAuthority, .wrongHostName, .expired, .notYetValid, .notOffered, .badCAFile, .badClientCertificate, .other,
  ]

  static let stores: [StoreError] = [
    .unreachable(location: "postgresql://db.valmont.example/navette", detail: "connection refused"),
    .held(location: "navette.sqlite", by: "navette sync, process 4711 of root", since: SampleReports.moment(-90)),
    .held(location: "navette.sqlite", by: "navette sync", since: nil),
    .newerSchema(location: "navette.sqlite", found: 4, known: 3),
    .olderSchema(location: "navette.sqlite", found: 2, known: 3),
    .busy(location: "navette.sqlite", seconds: 1),
    .notWritable(location: "navette.sqlite", detail: "disk full"),
    .noSchema(location: "postgresql://db.valmont.example/navette"),
    .sealed(
      location: "navette.sqlite", movedTo: "postgresql://db.valmont.example/navette", at: SampleReports.moment(-90)),
    .damaged(location: "navette.sqlite", detail: "file is not a database"),
    .failed(location: "navette.sqlite", detail: "Key (number)=(R-0042) already exists"),
    .interrupted,
  ]

  static let deliveries: [DeliveryError] =
    [
      .unreachable(relay: relay, detail: "Connection refused"), .signInRefused(relay: relay, reply: "535 5.7.8 No"),
      .senderRefused(relay: relay, reply: "550 5.7.1 No"), .connectionLost(relay: relay, detail: ""),
      .timedOut(relay: relay, seconds: 30), .folder(path: "/var/mail/out", detail: "Permission denied"), .interrupted,
    ]
    + [.unknownAuthority, .wrongHostName, .notOffered, .badCAFile, .other].map {
      .tls(relay: relay, $0, detail: "handshake")
    }
}
