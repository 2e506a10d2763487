import Provisioning

/// The sentences of mails in English.
struct MailEnglish: MailWording {
  func subject(of kind: Mail.Kind) -> String {
    switch kind {
    case .link: "Create your password"
    case .reset: "Choose a new password"
    case .noticeToFormer: "Your e-mail address was changed"
    case .noticeToNew: "Your new e-mail address"
    case .report: "Report of Navette"
    }
  }

  func duration(_ seconds: Int) -> String {
    switch MailDuration(seconds: seconds) {
    case .days(let count): "\(count) days"
    case .hours(let count): "\(count) \(count == 1 ? "hour" : "hours")"
    case .minutes(let count): "\(count) \(count == 1 ? "minute" : "minutes")"
    }
  }
}
