import Foundation
import Provisioning

/// What a mail's template may speak of, by the names it uses.
struct MailFacts {
  private(set) var values: [String: Any] = [:]

  /// What every mail says: from whom, for whom, about what.
  init(_ mail: Mail, portal: MailPortal, subject: String, language: Language, canReply: Bool) {
    let name = PlainText(mail.recipientName).text
    values = [
      "portal": portal.name, "url": portal.url, "subject": subject,
      "language": language.rawValue, "canReply": canReply,
      // Someone without a name is still told which address is meant.
      "name": name.isEmpty ? mail.to : name,
    ]
    let number = PlainText(mail.number, longest: 60).text
    if !number.isEmpty { values["number"] = number }
  }

  /// The texts that differ from person to person, by name; the others are the same in thousands of mails.
  var ofOnePerson: [String] { ["name", "number", "link", "otherAddress"].filter { values[$0] != nil } }

  /// All that is not of one person: mails of one shape and template differ in nothing else.
  var shape: [String] {
    let shared = ["portal", "url", "subject", "language", "life"].map { values[$0] as? String ?? "" }
    return ofOnePerson + shared + (values["canReply"] as? Bool == true ? ["canReply"] : [])
  }

  subscript(name: String) -> Any? {
    get { values[name] }
    set { values[name] = newValue }
  }
}
