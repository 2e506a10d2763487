import Crypto
import Foundation
import Provisioning
import Testing

struct PasswordTokenTests {
  let key = TokenKey(id: "k1", secret: SymmetricKey(data: Array(repeating: 7, count: 32)))
  let token = PasswordToken(id: Array(0..<16), purpose: .create, account: AccountID(42))

  @Test func `the text can stand in a URL and is always the same`() {
    let text = token.text(key: key)
    #expect(text == token.text(key: key))
    #expect(text.utf8.count == 64)
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    #expect(Data(base64Encoded: standard).map { Array($0.prefix(16)) } == token.id)
    #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
  }

  @Test func `another account, purpose, id or key gives another text`() {
    let others = [
      PasswordToken(id: token.id, purpose: .create, account: AccountID(43)).text(key: key),
      PasswordToken(id: token.id, purpose: .reset, account: token.account).text(key: key),
      PasswordToken(id: Array(1..<17), purpose: .create, account: token.account).text(key: key),
      token.text(key: TokenKey(id: "k1", secret: SymmetricKey(data: Array(repeating: 8, count: 32)))),
    ]
    #expect(Set(others + [token.text(key: key)]).count == 5)
  }

  @Test func `the hash is the SHA-256 of the text in lower-case hexadecimal`() {
    #expect(
      PasswordToken.hash(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `an older key still serves the tokens made with it`() {
    let new = TokenKey(id: "k2", secret: SymmetricKey(size: .bits256))
    let keys = TokenKeys(current: new, others: [key])
    #expect(keys["k1"] == key)
    #expect(keys["k2"] == new)
    #expect(keys["k3"] == nil)
  }
}
