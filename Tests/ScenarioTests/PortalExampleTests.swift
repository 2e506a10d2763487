import Foundation
import TestSupport
import Testing

/// What the pages on portal integration show works, in each language, on a store that a sync wrote.
@Suite struct PortalExampleTests {
  @Test(arguments: PortalExample.all)
  func `an example reads accounts and uses a link once`(_ example: PortalExample) throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: world.sample("town.ldif"))
    try #require(try world.run(["sync"]).code == 0)
    try play(example, in: world, of: nil)
  }

  @Test(arguments: PortalExample.all)
  func `the same program does it where the store is in PostgreSQL, with a portal's rights`(
    _ example: PortalExample
  ) throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: world.sample("town.ldif"))
    try world.makeEmptyDatabase()
    let database = try #require(world.emptyDatabase)
    try world.useStore(database.url)
    try #require(try world.run(["sync"]).code == 0)
    try play(example, in: world, of: PortalDatabase(of: database.server, database.url))
  }

  private func play(_ example: PortalExample, in world: ScenarioWorld, of database: PortalDatabase?) throws {
    let answer = { (words: [String]) in try example.answer(words, in: world, of: database) }
    #expect(try answer(["accounts"]).hasPrefix("R-0101 LENOIR Ada ada@valmont.example\n"))

    let mail = try #require(try world.relay.all().first { $0.to == "ada@valmont.example" })
    let token = try #require(mail.link.components(separatedBy: "jeton=").last)
    #expect(try answer(["person", token]) == "R-0101 Ada LENOIR create")
    #expect(try answer(["redeem", token, "Une phrase à moi"]) == "the password is set")
    #expect(try answer(["redeem", token, "Une autre"]) == "this token was already used")
    #expect(try answer(["person", token]) == "this link does not work")
    #expect(try answer(["redeem", "nobody-sent-this", "Une autre"]) == "this token is unknown")
  }

  @Test(arguments: ["portal-integration.md", "fr/integration-portail.md"])
  func `a page shows the examples as they are`(_ page: String) throws {
    let text = try String(contentsOfFile: GuideTests.docs + "/" + page, encoding: .utf8)
    for example in PortalExample.all {
      let program = try String(contentsOfFile: example.path, encoding: .utf8)
      #expect(text.contains("\n\(program)```\n"), "\(example)")
    }
  }
}
