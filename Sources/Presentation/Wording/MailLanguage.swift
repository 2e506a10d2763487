/// The languages mails are written in.
package enum MailLanguage: String, Equatable, Sendable, CaseIterable {
  /// French.
  case fr
  /// English.
  case en

  var wording: any MailWording {
    switch self {
    case .fr: MailFrench()
    case .en: MailEnglish()
    }
  }
}
