import Provisioning

/// One of each failure; texts are `…`, and figures 77.
enum FailureSamples {
  private static let result = LDAPResult(code: 77, name: "…", message: "…")

  static let directory: [DirectoryError] =
    [
      .unreachable([.init(url: "…", detail: "…")]),
      .unreachable([.init(url: "…", detail: "…"), .init(url: "…", detail: "…")]),
      .bindRefused(url: "…", method: "…", result), .kerberos(url: "…", detail: "…"),
      .searchFailed(url: "…", base: "…", entries: 77, result),
      .referral(url: "…", base: "…", to: ["…"]), .connectionLost(url: "…", base: "…", entries: 77, detail: "…"),
      .timedOut(url: "…", base: nil, entries: 77, seconds: 77),
      .timedOut(url: "…", base: "…", entries: 77, seconds: 77),
      .pagingLoop(url: "…", base: "…", entries: 77), .wayNotOffered(url: "…", .usn, offered: [.syncrepl]),
      .malformed(url: "…", base: "…", detail: "…"),
      .unsupported(detail: "…"), .interrupted,
    ] + encryption.map { .tls(url: "…", $0, detail: "…") } + files.map { .file(path: "…", line: nil, $0) }

  private static let encryption: [DirectoryError.TLSFailure] = [
    .unknownAuthority, .wrongHostName, .expired, .notYetValid, .notOffered, .badCAFile, .badClientCertificate, .other,
  ]

  private static let files: [DirectoryError.FileFailure] =
    [
      .unreadable("…"), .changeRecord, .unsupportedVersion("…"), .badBase64, .notLocalURL("…"),
    ] + DirectoryError.LDIFFault.allCases.map { .syntax($0) }

  static let store: [StoreError] =
    stores + StoreServerTrouble.allCases.map { .server(location: "…", $0, detail: "…") }

  private static let stores: [StoreError] = [
    .unreachable(location: "…", detail: "…"), .held(location: "…", by: "…", since: nil),
    .newerSchema(location: "…", found: 77, known: 77), .olderSchema(location: "…", found: 77, known: 77),
    .busy(location: "…", seconds: 77), .notWritable(location: "…", detail: "…"), .noSchema(location: "…"),
    .damaged(location: "…", detail: "…"),
    .sealed(location: "…", movedTo: "…", at: .distantPast), .failed(location: "…", detail: "…"), .interrupted,
  ]

  static let delivery: [DeliveryError] =
    [
      .unreachable(relay: "…", detail: "…"), .signInRefused(relay: "…", reply: "…"),
      .senderRefused(relay: "…", reply: "…"), .connectionLost(relay: "…", detail: "…"),
      .timedOut(relay: "…", seconds: 77), .folder(path: "…", detail: "…"), .interrupted,
    ] + relayEncryption.map { .tls(relay: "…", $0, detail: "…") }

  private static let relayEncryption: [DeliveryError.TLSFailure] = [
    .unknownAuthority, .wrongHostName, .notOffered, .badCAFile, .other,
  ]
}
