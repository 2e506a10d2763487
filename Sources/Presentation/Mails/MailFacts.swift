import Foundation
import Provisioning

/// What a mail's template may speak of, by the names it uses.
struct MailFacts {
  /// What differs from person to person; all else is the same in thousands of mails.
  enum Own: String, CaseIterable {
    case name, number, link, otherAddress
  }

  /// What mails have in common whose texts differ in nothing but what is somebody's own.
  struct Shape: Hashable {
    let kind: Mail.Kind
    let portal: String
    let url: String
    let subject: String
    let language: Language
    let canReply: Bool
    /// How long a link works.
    var life: String?
    var hasNumber: Bool
    var hasOtherAddress = false
  }

  private(set) var shape: Shape
  private let name: String
  private let number: String?
  var link: String?
  var otherAddress: String? { didSet { shape.hasOtherAddress = otherAddress != nil } }
  /// What only a report speaks of.
  var report: [String: Any] = [:]

  /// What every mail says: from whom, for whom, about what.
  init(_ mail: Mail, portal: MailPortal, subject: String, language: Language, canReply: Bool) {
    let name = PlainText(mail.recipientName).text
    let number = PlainText(mail.number, longest: 60).text
    // Someone without a name is still told which address is meant.
    self.name = name.isEmpty ? mail.to : name
    self.number = number.isEmpty ? nil : number
    shape = Shape(
      kind: mail.kind, portal: portal.name, url: portal.url, subject: subject, language: language, canReply: canReply,
      hasNumber: !number.isEmpty)
  }

  var life: String? {
    get { shape.life }
    set { shape.life = newValue }
  }

  subscript(own: Own) -> String? {
    switch own {
    case .name: name
    case .number: number
    case .link: link
    case .otherAddress: otherAddress
    }
  }

  /// All of it for a template.
  ///
  /// - Parameter text: what stands for something of one person's.
  func values(_ text: (Own, String) -> String = { $1 }) -> [String: Any] {
    var values: [String: Any] = report
    values["portal"] = shape.portal
    values["url"] = shape.url
    values["subject"] = shape.subject
    values["language"] = shape.language.rawValue
    values["canReply"] = shape.canReply
    values["life"] = shape.life
    for own in Own.allCases { values[own.rawValue] = self[own].map { text(own, $0) } }
    return values
  }
}
