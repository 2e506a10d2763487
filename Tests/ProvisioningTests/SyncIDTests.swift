import Foundation
import Testing

@testable import Provisioning

/// One identifier, spelled as each server spells it.
@Suite struct SyncIDTests {
  private let id = SyncID(text: "66a6ab7c-7b6d-1041-8d55-a12dd6f00d48")

  @Test(
    arguments: [
      (AnchorRule(attribute: "entryUUID"), "66a6ab7c-7b6d-1041-8d55-a12dd6f00d48"),
      (AnchorRule(attribute: "NSUNIQUEID"), "66a6ab7c-7b6d1041-8d55a12d-d6f00d48"),
      (AnchorRule(attribute: "objectGUID", form: .guid), "7caba666-6d7b-4110-8d55-a12dd6f00d48"),
    ])
  func `an identifier is the anchor in another spelling`(rule: AnchorRule, text: String) throws {
    let id = try #require(id)
    let anchor = try #require(rule.anchor(of: id))
    #expect(anchor.text == text)
    let spelling = try #require(rule.spelling)
    let bytes = try #require(anchor.bytes(rule.form))
    #expect(bytes.withUnsafeBytes { id.isSpelled(spelling, in: $0) })
    #expect(!Array(text.uppercased().utf8).withUnsafeBytes { id.isSpelled(spelling, in: $0) })
  }

  @Test func `an attribute of its own is no identifier of the server`() throws {
    #expect(AnchorRule(attribute: "employeeNumber").anchor(of: try #require(id)) == nil)
  }

  @Test(arguments: ["", "66a6ab7c", "66a6ab7c-7b6d-1041-8d55-a12dd6f00d4g", "66a6ab7c-7b6d-1041-8d55-a12dd6f00d4800"])
  func `what is not sixteen bytes is none`(text: String) {
    #expect(SyncID(text: text) == nil)
  }

  @Test func `it comes back as it went`() throws {
    let id = try #require(id)
    #expect(SyncID(text: id.text) == id && SyncID(bytes: id.bytes) == id && id.text.utf8.count == 32)
  }
}
