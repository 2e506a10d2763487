import Foundation
import TestSupport
import Testing

/// The stories of `Scenarios/*.txt`: the built program against real servers.
@Suite struct ScenarioTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Scenarios"
  private static let all = ScenarioFile.all(in: folder)
  /// Those that `NAVETTE_SCENARIO` begins the names of, for who works on them; else all.
  private static let scenarios = {
    guard let start = ProcessInfo.processInfo.environment["NAVETTE_SCENARIO"] else { return all }
    return all.filter { "\($0)".hasPrefix(start) }
  }()

  @Test func `there are scenarios to tell`() {
    #expect(Self.all.count > 20)
  }

  @Test(arguments: scenarios)
  func `what the operator was told is what happens`(_ scenario: ScenarioFile) throws { try play(scenario) }

  /// What a server that tells what changed does not tell: rights that were lost, a limit that was set. The whole read of the
  /// day finds them. The others say of a whole read how many entries it had.
  private static let ofWholeReads: Set = [
    "attribute-unreadable", "base-emptied", "directory-rebuilt", "size-limit", "first-run",
    "settled",
    "too-many-deactivations", "foreign-tree",
  ]

  /// A domain controller always tells, and one server is made to, so the other run is the one where it does; a server that is
  /// read by its stamps never does.
  private static func readsChangesAnyway(_ scenario: ScenarioFile) -> Bool {
    "\(scenario)".hasPrefix("active-directory-") || ["read-by-stamps", "389ds-listening"].contains("\(scenario)")
  }

  @Test(arguments: scenarios.filter { !ofWholeReads.contains("\($0)") && !readsChangesAnyway($0) })
  func `the same happens where only changes are read`(_ scenario: ScenarioFile) throws {
    try Slapd.$tellsChanges.withValue(true) { try play(scenario) }
  }

  /// Of files of SQLite, their folders, rights, copies; of statements only it knows; and of nothing a store is asked.
  private static let ofSQLite: Set = [
    "adoption", "backup", "check", "database", "directory-rebuilt", "disk-full", "foreign-tree", "moving",
    "moving-back", "newer-schema",
    "relink-attribute",
    "relink-number", "root-by-hand", "setting-up", "store-for-a-group", "store-not-ours", "wrong-settings",
    "wrong-settings-french", "wrong-usage",
  ]

  /// Of a directory server that takes its time.
  private static func isOfServer(_ scenario: ScenarioFile) -> Bool {
    ["active-directory-", "389ds-", "servers-by-dns"].contains { "\(scenario)".hasPrefix($0) }
  }

  @Test(arguments: scenarios.filter { !ofSQLite.contains("\($0)") && !isOfServer($0) })
  func `the same happens where the store is in PostgreSQL`(_ scenario: ScenarioFile) throws {
    try ScenarioWorld.$keepsInPostgreSQL.withValue(true) { try play(scenario) }
  }

  @Test(arguments: try scenarios.filter(hasPlainDirectory))
  func `the same happens on a 389 Directory Server`(_ scenario: ScenarioFile) throws {
    try DirectoryServer389.$standsIn.withValue(true) { try play(scenario) }
  }

  /// It gives every entry an `entryUUID` of its own making, says of a base that is gone that nobody is there, and tells of a
  /// new referral in a whole read only.
  private static let ofSlapdAlone: Set = [
    "absence", "explain", "relink-attribute", "relink-number", "several-bases", "referral",
  ]

  /// Whether its directory is a town as it is, without a line of slapd.conf.
  private static func hasPlainDirectory(_ scenario: ScenarioFile) throws -> Bool {
    let steps = try scenario.steps()
    let given = steps.filter { $0.text.hasPrefix("given ") && $0.text.hasSuffix(".ldif") }
    let isSettled = !steps.contains { $0.text == "start the directory" && !$0.block.isEmpty }
    return !given.isEmpty && given.allSatisfy { $0.text.hasPrefix("given town") && $0.block.isEmpty } && isSettled
      && !ofSlapdAlone.contains("\(scenario)") && !ofWholeReads.contains("\(scenario)")
  }

  private func play(_ scenario: ScenarioFile) throws {
    do {
      try scenario.play(in: ScenarioWorld(samples: Self.folder))
    } catch let mishap as ScenarioMishap {
      let place = SourceLocation(
        fileID: "ScenarioTests/\(scenario).txt", filePath: scenario.path, line: mishap.step.line, column: 1)
      Issue.record("\(mishap)", sourceLocation: place)
    }
  }
}
