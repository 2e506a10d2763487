import Provisioning

/// A read for every cause there is.
enum SampleReads {
  private static let refused = LDAPResult(code: 4, name: "sizeLimitExceeded", message: "")

  /// Reads of everything, those that found no way to read changes among them.
  static let whole: [ReadOutcome] = [
    read(.everything, .asked), read(.everything, .asked, next: .syncrepl), read(.everything, .first, next: .dirsync),
    read(.everything, .first), read(.everything, .scopeChanged, next: .syncrepl),
    read(.everything, .due, next: .syncrepl), read(.everything, .cursorRefused, next: .syncrepl),
    read(.everything, .manyChanges, next: .syncrepl), read(.everything, .unlikely, next: .syncrepl),
    read(.everything, .notOffered), read(.everything, .changesUnnamed),
    read(.everything, .branchesChanged, next: .syncrepl),
    read(.everything, .notAllowed(.syncrepl, refused)),
    read(.everything, .stampsHidden("modifyTimestamp", entries: 1)),
    read(.everything, .stampsHidden("modifyTimestamp", entries: 12)),
    read(.everything, .counterHidden("uSNChanged", entries: nil)),
    read(.everything, .counterHidden("uSNChanged", entries: 1)),
  ]

  static let resumed: [ReadOutcome] = ChangeWay.allCases.flatMap { way in
    [ReadOutcome.Coverage.changes, .presence].map { read($0, .resumed, by: way.rawValue, next: way) }
  }

  static var all: [ReadOutcome] { whole + resumed + whole.map(verified) }

  private static func read(
    _ coverage: ReadOutcome.Coverage, _ cause: ReadCause, by method: String = "full", next: ChangeWay? = nil
  ) -> ReadOutcome {
    var read = ReadOutcome(
      coverage: coverage, method: method, bases: [.init(dn: SampleReports.base, entries: 12)], cause: cause)
    read.next = next
    return read
  }

  private static func verified(_ read: ReadOutcome) -> ReadOutcome {
    var read = read
    read.missed = 2
    read.left = [.init(url: "ldap://a.example", detail: "gone")]
    return read
  }
}
