import Foundation
import Provisioning

/// What a mail's template may speak of, by the names it uses.
struct MailFacts {
  private(set) var values: [String: Any] = [:]

  /// What every mail says: from whom, for whom, about what.
  init(_ mail: Mail, portal: MailPortal, subject: String, language: Language, canReply: Bool) {
    let name = PlainText(mail.recipientName).text
    values = [
      "portal": PlainText(portal.name).text, "url": portal.url, "subject": subject,
      "language": language.rawValue, "canReply": canReply,
      // Someone without a name is still told which address is meant.
      "name": name.isEmpty ? mail.to : name,
    ]
    let number = PlainText(mail.number, longest: 60).text
    if !number.isEmpty { values["number"] = number }
  }

  subscript(name: String) -> Any? {
    get { values[name] }
    set { values[name] = newValue }
  }
}
