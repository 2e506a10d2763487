import Foundation
import Provisioning

extension English {
  package func explain(_ refused: LinkIssue.Refused) -> Explanation {
    let who = refused.name.isEmpty ? refused.number : "\(refused.number) \(refused.name)"
    return switch refused.cause {
    case .unknownNumber: Explanation("\(who): no account has this number.", nil, "Check the number.")
    case .noAddress: Explanation("\(who): no e-mail address.", nil, "Add one in the directory or in the portal.")
    case .inactive:
      Explanation("\(who): the account is inactive.", nil, "Make it active in the directory or in the portal.")
    case .hasPassword:
      Explanation(
        "\(who): has a password already.", nil,
        "To change it: \(program) link \(ShellWord(refused.number).text) --reset")
    case .hasNoPassword:
      Explanation(
        "\(who): has no password yet.", nil, "To create one: \(program) link \(ShellWord(refused.number).text)")
    }
  }

  package func explain(_ outcome: LinkOutcome) -> Explanation {
    switch outcome {
    case .queued(let count):
      Explanation(
        "\(self.count(count, "link mail", "link mails")) queued.", nil,
        count > 0 ? "To send what is waiting: \(program) deliver" : nil)
    case .somebodyRefused:
      Explanation(
        "No link was queued.", nil,
        "Take the responsables above out of the command, or correct their accounts.")
    case .tooMany(let found, let allowed):
      Explanation(
        "Refused, nothing was written: \(count(found, "link mail", "link mails")), the limit linkMails is "
          + "\(figures.number(allowed)).", nil,
        "If this is right: add --link-mails \(found)")
    }
  }

  package func explain(_ fault: MailFault) -> Explanation {
    switch fault {
    case .unknownKey(let id):
      Explanation("The key \(id), with which a link was made, is no longer in secretKeyFile.", nil, "Put it back.")
    case .noToken(let mail):
      Explanation("Mail \(mail) has no token.", nil, "Cancel it and send a new link: \(program) mails cancel \(mail)")
    case .notAnAddress(let mail):
      Explanation("Mail \(mail) has no valid address.", nil, "Cancel it: \(program) mails cancel \(mail)")
    case .noReport(let mail, let run, let detail):
      Explanation(
        "Run \(run), which this mail reports, can no longer be read in the journal.", detail.isEmpty ? nil : detail,
        "Cancel the mail: \(program) mails cancel \(mail)")
    case .unreadableTemplates(let path, let detail):
      Explanation("Templates cannot be read from \(path): \(detail).", nil, "Check the path and its rights.")
    case .templateNotUTF8(let file):
      Explanation("The template \(file) is not UTF-8.", nil, "Save it as UTF-8.")
    case .template(let file, let detail):
      Explanation("The template \(file) cannot be read: \(detail).", nil, "Correct it, or take it out of the folder.")
    case .templateWithoutLink(let file):
      Explanation("The template \(file) does not show the link.", nil, "Add {{link}} to it.")
    case .unknownTemplate(let file):
      Explanation(
        "\(file) is the template of no mail.", nil,
        "Give it one of these names: \(MailTemplates.files.keys.sorted().joined(separator: ", ")).")
    }
  }

  func say(_ column: MailColumn) -> String {
    switch column {
    case .id: "Id"
    case .moment: "When"
    case .state: "State"
    case .recipient: "To"
    case .responsable: "Responsable"
    case .subject: "Subject"
    case .cause: "By"
    }
  }

  func say(_ state: MailState, isRetry: Bool) -> String {
    switch state {
    case .waiting: isRetry ? "to retry" : "waiting"
    case .sending: "sending"
    case .sent: "sent"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }
}
