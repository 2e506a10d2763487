extension Language {
  /// The sentences of mails in this language.
  var mailWording: any MailWording {
    switch self {
    case .fr: MailFrench()
    case .en: MailEnglish()
    }
  }
}
