import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// Who may get in, over what, and to do what.
struct PostgreSQLAccessTests {
  typealias Contract = StoreContract

  private static let grants =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/deploy/grants.sql"

  private static func message(_ url: String, password: String? = nil) -> String {
    do {
      let store = try PostgreSQLStore(PostgreSQLSettings(url: url) { password }, access: .readOnly)
      _ = try store.schemaVersion()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `Navette's role writes rows and no schema; a portal's reads its views and redeems, and nothing else`()
    throws
  {
    let server = try PostgresServer()
    try server.sql("CREATE DATABASE navette")
    let grant = { () throws in _ = try PostgresServer.run(Self.grants, in: server.url("navette")) }
    try grant()
    try server.sql("ALTER ROLE navette LOGIN; ALTER ROLE navette_owner LOGIN; ALTER ROLE navette_portal LOGIN")
    let url = { (role: String) in server.url("navette", user: role) }
    #expect(throws: StoreError.self) {
      try PostgreSQLStore(PostgreSQLSettings(url: url("navette")), access: .readWrite)
    }
    _ = try PostgreSQLStore(PostgreSQLSettings(url: url("navette_owner")), access: .readWrite)
    try grant()
    let contract = StoreContract(
      try PostgreSQLStore(PostgreSQLSettings(url: url("navette")), access: .readWrite))
    try contract.store.exclusively(as: Contract.actor, at: Contract.now) {
      try contract.invite("1", "ada@valmont.example")
      let account = try #require(try contract.account("1"))
      try contract.commit(
        marks: [Batch.Mark(tie: Anchor("anchor-1").key, missingSince: Contract.now)],
        open: OpenMatters(problems: [StoreCommitContractTests.problem("x")])
      ) { _ in [BatchRow(id: account.id, account: .keep(revision: 1))] }
    }
    let mail = try #require(try contract.claim().first)
    try contract.store.record([Delivery(mail: mail.id, outcome: .accepted(at: Contract.now), reply: "250")])
    try contract.store.record(Contract.run(.refused))
    #expect(throws: ProgramFailure.self) {
      try server.sql("ALTER TABLE navette.account ADD COLUMN x text", in: url("navette"))
    }

    let portal = { (sql: String) in try server.sql("SET search_path = navette; " + sql, in: url("navette_portal")) }
    #expect(try portal("SELECT number, has_password, email_verified_at FROM portal_account") == "1|0|␀")
    #expect(try portal("SELECT count(*) FROM portal_password_token") == "1")
    for table in ["account", "token", "mail", "change", "run", "tie", "token_state"] {
      #expect(throws: ProgramFailure.self, "\(table)") { try portal("SELECT * FROM \(table)") }
    }
    #expect(throws: ProgramFailure.self) { try portal("UPDATE portal_account SET email = 'x@y.z'") }
    try server.sql("UPDATE navette.token SET expires_at = NULL", in: server.url("navette"))
    _ = try portal("INSERT INTO portal_redemption VALUES ('\(PasswordToken.hash(of: "1"))', '$argon2id$x')")
    #expect(try contract.account("1")?.hasPassword == true)
  }

  @Test func `a schema that is older, or not there yet, is not for Navette's own role, and it says so`() throws {
    let server = try PostgresServer()
    try server.sql("CREATE DATABASE navette")
    try PostgresServer.run(Self.grants, in: server.url("navette"))
    try server.sql("ALTER ROLE navette LOGIN")
    let early = #expect(throws: StoreError.self) {
      try PostgreSQLStore(PostgreSQLSettings(url: server.url("navette", user: "navette")), access: .readWrite)
    }
    guard case .noSchema = early else {
      Issue.record("\(String(describing: early))")
      return
    }
    _ = try PostgreSQLStore(PostgreSQLSettings(url: server.url("navette")), access: .readWrite)
    try PostgresServer.run(Self.grants, in: server.url("navette"))
    try server.sql("UPDATE navette.schema_version SET version = version - 1", in: server.url("navette"))
    let error = #expect(throws: StoreError.self) {
      try PostgreSQLStore(PostgreSQLSettings(url: server.url("navette", user: "navette")), access: .readWrite)
    }
    guard case .olderSchema(_, let found, let known) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(known == PostgreSQLSchema.version && found == known - 1)
  }

  @Test func `a password comes from the settings or from a password file, and a wrong one is told`() throws {
    let server = try PostgresServer(access: ["host all ada 127.0.0.1/32 scram-sha-256"])
    try server.sql("CREATE ROLE ada LOGIN PASSWORD 'très:secret'")
    let url = server.url("postgres", user: "ada")
    #expect(Self.message(url, password: "très:secret") == "")
    #expect(Self.message(url, password: "wrong").contains("password authentication failed"))
    let folder = try TemporaryFolder()
    let file = try folder.write("pgpass", "127.0.0.1:\(server.port):*:ada:très\\:secret\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(Self.message("\(url)?passfile=\(file)") == "")
  }

  @Test func `the account of the operating system is enough over the socket`() throws {
    let server = try PostgresServer(access: ["local all all peer"])
    let user = NSUserName()
    try server.sql("CREATE ROLE \"\(user)\" LOGIN")
    // Over a socket that everybody may use.
    try Program.run("/bin/chmod", package: "coreutils", ["0755", server.folder.path])
    let url = server.socketURL("postgres")
    #expect(Self.message(url) == "")
    #expect(Self.message(url + "&user=postgres").contains("Peer authentication failed"))
  }

  @Test func `a server is who its certificate says, signed by whom we trust, or nobody`() throws {
    let certificates = try Certificates()
    let own = try certificates.sign("server", names: "IP:127.0.0.1")
    let server = try PostgresServer(
      ["ssl=on", "ssl_cert_file=server.pem", "ssl_key_file=server.key"],
      files: ["server.pem": own.certificate, "server.key": own.key])
    let url = { (authority: String, host: String) in
      "postgresql://postgres@\(host):\(server.port)/postgres?sslmode=verify-full&sslrootcert=\(authority)"
    }
    #expect(Self.message(url(certificates.authority.certificate, "127.0.0.1")) == "")
    #expect(Self.message(url(certificates.authority.certificate, "localhost")).contains("does not match host name"))
    let others = try Certificates()
    #expect(Self.message(url(others.authority.certificate, "127.0.0.1")).contains("certificate verify failed"))
  }

  @Test func `an address is named without who signs in`() {
    let location = { PostgreSQLAddress($0)?.location }
    #expect(location("postgresql://ada@db1,db2/navette") == "postgresql://db1,db2/navette")
    #expect(location("postgresql://db1:1,db2:2/navette") == "postgresql://db1:1,db2:2/navette")
    #expect(location("postgresql:///navette?host=/run/postgresql") == "postgresql:///run/postgresql/navette")
    #expect(location("postgresql://?service=portail") == "postgresql:///?service=portail")
    #expect(location("postgresql://db:port/navette?x=y") == nil)
  }

  @Test func `what the environment adds counts only where the address does not say`() throws {
    let surroundings = ["PGHOST": "db", "PGSSLMODE": "require"]
    let bare = try #require(PostgreSQLAddress("postgresql:///navette", environment: surroundings))
    #expect(!bare.isLocal && bare.encryption == "require")
    let full = try #require(
      PostgreSQLAddress("postgresql:///navette?host=/run/postgresql&sslmode=disable", environment: surroundings))
    #expect(full.isLocal && full.encryption == "disable")
    let local = try #require(PostgreSQLAddress("postgresql:///navette", environment: ["PGHOST": "/run/postgresql"]))
    #expect(local.isLocal)
  }
}
