import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Reading what changed from a real 389 Directory Server by content synchronisation (RFC 4533).
@Suite struct DirectoryServer389ChangesTests {
  private static func server() throws -> DirectoryServer389 {
    try DirectoryServer389(ldif: Valmont.top + Valmont.people(1...5), tellsChanges: true)
  }

  private func read(
    _ server: DirectoryServer389, _ anchor: String = "nsUniqueId", since cursor: ReadCursor?,
    at now: Date = ToldChanges.now
  ) throws -> ToldChanges {
    let settings = LDAPSettings.test(server.url) {
      $0.bind = .simple(dn: DirectoryServer389.administrator, password: { DirectoryServer389.password })
    }
    return try ToldChanges(by: settings, anchor: AnchorRule(attribute: anchor), since: cursor, at: now)
  }

  @Test func `what changed is told, and by another identifier than entryUUID`() throws {
    let server = try Self.server()
    let first = try read(server, since: nil)
    #expect(first.outcome?.coverage == .everything && first.outcome?.next == .syncrepl && first.entries.count == 5)
    let rule = AnchorRule(attribute: "nsUniqueId")
    #expect(first.anchors == first.ids.compactMap { $0.flatMap(rule.anchor) })
    let other = try read(server, "entryUUID", since: nil)
    #expect(zip(other.anchors, other.ids).allSatisfy { SyncID(text: $0.text) != $1 && $1 != nil })
    #expect(try read(server, since: first.cursor).isQuiet)
    try server.set("sn", of: "uid=p1,\(Valmont.responsables)", to: "AUTRE")
    try server.rename("uid=p2,\(Valmont.responsables)", to: "uid=p22")
    try server.delete("uid=p3,\(Valmont.responsables)")
    try server.change(Valmont.people(9...9))
    let told = try read(server, since: first.cursor)
    #expect(told.outcome?.coverage == .changes, "\(String(describing: told.outcome)) \(told.begun)")
    #expect(Set(told.entries) == ["uid=p1", "uid=p22", "uid=p9"])
    // The anchor is operational, and there all the same.
    #expect(Set(told.anchors) == Set(told.ids.compactMap { $0.flatMap(rule.anchor) }) && told.anchors.count == 3)
    #expect(told.removed.count == 1)
    #expect(try read(server, since: told.cursor).isQuiet)
  }

  @Test func `a cookie that is ahead of the server leads to a whole read`() throws {
    let server = try Self.server()
    var cursor = try #require(try read(server, since: nil).cursor)
    let cookie = try #require(cursor.marks[Valmont.responsables].flatMap { Data(base64Encoded: $0) })
    let parts = String(decoding: cookie, as: UTF8.self).split(separator: "#", omittingEmptySubsequences: false)
    let ahead = parts.dropLast().joined(separator: "#") + "#999999"
    cursor.marks[Valmont.responsables] = Data(ahead.utf8).base64EncodedString()
    let told = try read(server, since: cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .cursorRefused && told.entries.count == 5)
  }

  @Test func `after an import it is silent, and the whole read that is due knows of what`() throws {
    let server = try Self.server()
    let cursor = try read(server, since: nil).cursor
    try server.importAgain { $0.replacing("\nsn: Nom1\n", with: "\nsn: AUTRE\n") }
    #expect(try read(server, since: cursor).isQuiet)
    let whole = try read(server, since: cursor, at: ToldChanges.now + 86_400)
    #expect(whole.outcome?.coverage == .everything && whole.outcome?.cause == .due && whole.entries.count == 5)
    #expect(whole.outcome?.announced == ReadOutcome.Announced(removed: []))
  }

  @Test func `a list of changes that was shortened leads to a whole read`() throws {
    let server = try Self.server()
    let cursor = try read(server, since: nil).cursor
    try server.set("sn", of: "uid=p1,\(Valmont.responsables)", to: "AUTRE")
    try server.set("sn", of: "uid=p2,\(Valmont.responsables)", to: "AUTRE")
    #expect(try read(server, since: cursor).entries.count == 2)
    let listed = try Program.run(
      "/usr/bin/ldapsearch", package: "ldap-utils",
      server.administratorPlace + [
        "-LLL", "-x", "-D", server.administratorName, "-w", server.administratorPassword, "-b", "cn=changelog", "-s",
        "one",
        "1.1",
      ])
    let names = listed.split(separator: "\n").filter { $0.hasPrefix("dn: ") }.map { String($0.dropFirst(4)) }
    for name in names.dropLast() { try server.delete(name) }
    // It counts its list when it starts, and when it shortens the list by itself.
    try server.restart()
    let told = try read(server, since: cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .cursorRefused)
  }

  @Test func `who moves out of the base is gone`() throws {
    let server = try Self.server()
    let cursor = try read(server, since: nil).cursor
    try server.move("uid=p1,\(Valmont.responsables)", below: Valmont.partners)
    let told = try read(server, since: cursor)
    #expect(told.entries == [] && told.removed.count == 1)
  }
}
