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
    #expect(try example.answer("accounts", in: world).hasPrefix("R-0101 LENOIR Ada ada@valmont.example\n"))

    let mail = try #require(try world.relay.all().first { $0.to == "ada@valmont.example" })
    let token = try #require(mail.link.components(separatedBy: "jeton=").last)
    #expect(try example.answer("person", token, in: world) == "R-0101 Ada LENOIR create")
    #expect(try example.answer("redeem", token, "Une phrase à moi", in: world) == "the password is set")
    #expect(try example.answer("redeem", token, "Une autre", in: world) == "this token was already used")
    #expect(try example.answer("person", token, in: world) == "this link does not work")
    #expect(try example.answer("redeem", "nobody-sent-this", "Une autre", in: world) == "this token is unknown")
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
