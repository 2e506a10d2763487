import Foundation
import TestSupport
import Testing

/// What a store in PostgreSQL meets around it: names that libpq finds elsewhere, and a disk that is full.
@Suite(.serialized) struct DatabaseSurroundingsTests {
  private static func world() throws -> (ScenarioWorld, PostgresServer, name: String) {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: world.sample("town.ldif"))
    let server = try PostgresServer.shared()
    let url = try server.makeDatabase()
    return (world, server, url.components(separatedBy: "/").last ?? "")
  }

  @Test func `an address without a host is of the server that the environment names`() throws {
    let (world, server, name) = try Self.world()
    world.settings.merge("store: postgresql:///\(name)?user=postgres")
    world.environment.merge(["PGHOST": server.folder.path, "PGPORT": "\(server.port)"]) { $1 }
    let sync = try world.run(["sync"])
    #expect(sync.code == 0, "\(sync.summary)")
    #expect(try server.sql("SELECT count(*) FROM navette.account", in: server.url(name)) == "10")
    #expect(try world.run(["plan", "--check"]).code == 0)
  }

  @Test func `one on another machine that the environment names has to prove who it is, too`() throws {
    let (world, _, name) = try Self.world()
    world.settings.merge("store: postgresql:///\(name)")
    for variable in ["PGHOST", "PGHOSTADDR"] {
      world.environment[variable] = variable == "PGHOST" ? "db.valmont.example" : "192.0.2.1"
      let refused = try world.run(["plan"])
      #expect(refused.code == 1 && refused.errors.contains("sslmode=verify-full"), "\(refused.summary)")
      world.environment[variable] = nil
    }
    world.environment.merge(["PGHOST": "db.valmont.example", "PGSSLMODE": "verify-full", "PGCONNECT_TIMEOUT": "2"]) {
      $1
    }
    let unreachable = try world.run(["plan"])
    #expect(unreachable.code == 1 && !unreachable.errors.contains("sslmode=verify-full"), "\(unreachable.summary)")
    #expect(
      unreachable.output.contains("The account store cannot be opened")
        || unreachable.errors.contains("cannot be opened"))
  }

  @Test func `a service file says where it is, and a service there is none of is told`() throws {
    let (world, server, name) = try Self.world()
    let text = "[portail]\nhost=127.0.0.1\nport=\(server.port)\ndbname=\(name)\nuser=postgres\n"
    world.environment["PGSERVICEFILE"] = try world.folder.write("services", text)
    for store in ["postgresql:///?service=portail", "postgresql://?service=portail"] {
      world.settings.merge("store: " + store)
      let sync = try world.run(["sync"])
      #expect(sync.code == 0, "\(sync.summary)")
    }
    #expect(try server.sql("SELECT count(*) FROM navette.account", in: server.url(name)) == "10")
    let check = try world.run(["check"])
    #expect(check.output.contains("postgresql:///?service=portail"), "\(check.summary)")
    // One that leads to another machine is no way around the certificate.
    let remote = "[loin]\nhost=db.valmont.example\ndbname=\(name)\n\n"
    let verified = "[sûr]\nhost=db.valmont.example\nsslmode=verify-full\nsslrootcert=system\n\n"
    _ = try world.folder.write("services", text + remote + verified)
    world.settings.merge("store: postgresql:///?service=loin")
    for command in ["plan", "check"] {
      let refused = try world.run([command])
      #expect(
        refused.code == 1 && (refused.errors + refused.output).contains("sslmode=verify-full"), "\(refused.summary)")
    }
    world.settings.merge("store: postgresql:///")
    world.environment["PGSERVICE"] = "loin"
    let fromOutside = try world.run(["plan"])
    #expect(fromOutside.code == 1 && fromOutside.errors.contains("sslmode=verify-full"), "\(fromOutside.summary)")
    world.environment["PGSERVICE"] = nil
    for store in ["postgresql:///?service=loin&sslmode=verify-full", "postgresql:///?service=sûr"] {
      world.settings.merge("store: \(store)&connect_timeout=2")
      let unreachable = try world.run(["plan"])
      #expect(
        unreachable.code == 1 && !unreachable.errors.contains("add sslmode=verify-full"), "\(unreachable.summary)")
    }
    world.settings.merge("store: postgresql:///?service=nobody")
    let unknown = try world.run(["sync"])
    #expect(
      unknown.code == 1 && unknown.errors.contains("definition of service \"nobody\" not found"), "\(unknown.summary)")
  }

  @Test func `the disk is full in the middle of a commit: nothing is half done, and there is room again`() throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(2_000))
    world.settings.merge("limits:\n  linkMails: none")
    let server = try PostgresServer(diskOf: 11)
    try world.keepStore(in: server, on: "disk")
    let full = try world.run(["sync", "--no-deliver"])
    #expect(full.code == 1, "\(full.summary)")
    #expect(full.output.contains("has no space left") && full.output.contains("Make room"), "\(full.summary)")
    #expect(try world.sql("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM mail)").output == "0\n")
    try server.resizeDisk(to: 200)
    let next = try world.run(["sync", "--no-deliver"])
    #expect(next.code == 0 && next.output.contains("2,000 created"), "\(next.summary)")
    #expect(try world.run(["plan", "--check"]).code == 0)
  }

  @Test func `a copy that finds no room leaves nothing, and can be made again`() throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(2_000))
    world.settings.merge("limits:\n  linkMails: none")
    try #require(try world.run(["sync", "--no-deliver"]).code == 0)
    let server = try PostgresServer(diskOf: 11)
    let url = try server.makeDatabase(on: "disk")
    let full = try world.run(["migrate", "--to", url])
    #expect(full.code == 1 && full.errors.contains("has no space left"), "\(full.summary)")
    #expect(try server.sql("SELECT count(*) FROM navette.account", in: url) == "0")
    try server.resizeDisk(to: 200)
    let copied = try world.run(["migrate", "--to", url])
    #expect(copied.code == 0 && copied.output.contains("2,000"), "\(copied.summary)")
  }
}
