import Provisioning

/// The sentences of mails in French.
struct MailFrench: MailWording {
  func subject(of kind: Mail.Kind) -> String {
    switch kind {
    case .link: "Créez votre mot de passe"
    case .reset: "Choisissez un nouveau mot de passe"
    case .noticeToFormer: "Votre adresse e-mail a été changée"
    case .noticeToNew: "Votre nouvelle adresse e-mail"
    case .report: "Rapport de Navette"
    }
  }

  /// Numbers below two are singular in French.
  func duration(_ seconds: Int) -> String {
    switch MailDuration(seconds: seconds) {
    case .days(let count): "\(count) jours"
    case .hours(let count): "\(count) \(count < 2 ? "heure" : "heures")"
    case .minutes(let count): "\(count) \(count < 2 ? "minute" : "minutes")"
    }
  }
}
