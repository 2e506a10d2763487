import Provisioning

/// The few sentences of a mail that stand outside its template.
protocol MailWording: Sendable {
  /// What the mail is about; the portal's name follows.
  func subject(of kind: Mail.Kind) -> String

  /// A length of time as people say it.
  func duration(_ seconds: Int) -> String
}

/// A length of time in the largest unit that says it whole.
enum MailDuration: Equatable {
  case days(Int)
  case hours(Int)
  case minutes(Int)

  /// A single day is said in hours, since "one day" might be read as "today".
  init(seconds: Int) {
    if seconds >= 2 * 86_400, seconds % 86_400 == 0 {
      self = .days(seconds / 86_400)
    } else if seconds >= 3_600, seconds % 3_600 == 0 {
      self = .hours(seconds / 3_600)
    } else if seconds >= 2 * 3_600 {
      // Rounded down: a link must not be promised for longer than it works.
      self = seconds >= 2 * 86_400 ? .days(seconds / 86_400) : .hours(seconds / 3_600)
    } else {
      self = .minutes(max(1, seconds / 60))
    }
  }
}
