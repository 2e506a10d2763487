import Foundation
import Provisioning
import Testing

@testable import navette

/// What a new key makes of the file of keys.
@Suite struct TokenKeyRotationTests {
  static let secret = [UInt8](repeating: 9, count: 32)
  static let old = Data(repeating: 7, count: 32).base64EncodedString()

  static func rotation(_ text: String, uses: [KeyUse] = []) -> TokenKeyRotation {
    TokenKeyRotation(text, day: "2026-11-23", secret: secret, uses: uses)
  }

  @Test func `the new key is on top, the one before stays, and remarks stay where they are`() throws {
    let text = "# of the town hall\nk2 \(Self.old) # since May\n\nk1 \(Self.old)\n"
    let rotation = Self.rotation(text)
    let new = Data(Self.secret).base64EncodedString()
    #expect(rotation.text == "# of the town hall\nkey-2026-11-23 \(new)\nk2 \(Self.old) # since May\n\n")
    #expect(rotation.kept == [.init(id: "k2", reason: .current)] && rotation.dropped == ["k1"])
    #expect(try TokenKeyFile.parse(rotation.text).current.id == "key-2026-11-23")
  }

  @Test func `a key that open tokens need stays, however old`() {
    let use = KeyUse(keyID: "k1", openTokens: 3, unsent: 1)
    let rotation = Self.rotation("k3 \(Self.old)\nk2 \(Self.old)\nk1 \(Self.old)", uses: [use])
    #expect(rotation.kept == [.init(id: "k3", reason: .current), .init(id: "k1", reason: .used(use))])
    #expect(rotation.dropped == ["k2"])
  }

  @Test func `no id is given twice, not even that of a key that is gone`() {
    let gone = KeyUse(keyID: "key-2026-11-23.2", openTokens: 1, unsent: 0)
    #expect(Self.rotation("key-2026-11-23 \(Self.old)\n", uses: [gone]).id == "key-2026-11-23.3")
  }
}
