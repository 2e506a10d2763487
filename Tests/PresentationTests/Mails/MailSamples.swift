import Foundation
import Provisioning

@testable import Presentation

/// Invented people and keys for the tests of mails.
enum MailSamples {
  static let keys = TokenKeys(current: TokenKey(id: "k1", secret: .init(data: Data(repeating: 7, count: 32))))
  static let queuedAt = Date(timeIntervalSince1970: 1_795_406_412)
  static let portal = MailPortal(name: "Portail Famille de Valmont", url: "https://famille.valmont.example")

  static func composer(
    _ language: Language = .fr, portal: MailPortal = portal, replyTo: String? = nil,
    overrides: [String: String] = [:]
  ) throws -> MailComposer {
    let address = try Self.address("ne-pas-repondre@valmont.example")
    return MailComposer(
      portal: portal, language: language, from: Mailbox(name: "Portail Famille", address: address),
      replyTo: replyTo.flatMap { Mailbox($0) }, keys: keys, templates: try MailTemplates(overrides: overrides))
  }

  static func mail(
    _ kind: Mail.Kind = .link, to: String = "ada@valmont.example", name: String = "Mme Ada LEFÈVRE",
    number: String = "R-0042", keyID: String = "k1", messageID: String = "1.7f3a@valmont.example",
    life: Int = 7 * 86_400, otherAddress: String? = nil
  ) -> Mail {
    let purpose: PasswordToken.Purpose = kind == .reset ? .reset : .create
    let isNotice = kind == .noticeToFormer || kind == .noticeToNew
    let token = Mail.TokenReference(id: Array(0..<16), keyID: keyID, purpose: purpose, life: life)
    return Mail(
      id: 1, kind: kind, account: AccountID(42), to: to, recipientName: name, number: number,
      token: isNotice ? nil : token, messageID: messageID, queuedAt: queuedAt, attempts: 0,
      otherAddress: otherAddress)
  }

  static func address(_ text: String) throws -> EmailAddress {
    struct NotAnAddress: Error {}
    guard let address = EmailAddress(text) else { throw NotAnAddress() }
    return address
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
