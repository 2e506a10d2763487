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

  /// What a template can tell apart without reading a text: which facts there are, and what is yes or no.
  var shape: String {
    let canReply = values["canReply"] as? Bool == true
    return "\(values["number"] != nil) \(values["otherAddress"] != nil) \(canReply)"
  }

  subscript(name: String) -> Any? {
    get { values[name] }
    set { values[name] = newValue }
  }
}
