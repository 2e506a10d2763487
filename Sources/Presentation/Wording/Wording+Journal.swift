import Foundation
import Provisioning

extension Language {
  /// No mail has this id.
  package func noSuchMail(_ id: Mail.ID, _ program: String) -> String {
    switch self {
    case .fr: "Il n’y a pas de mail \(id). Pour les voir\u{A0}: \(program) mails"
    case .en: "There is no mail \(id). To see them: \(program) mails"
    }
  }

  /// What was asked for cannot be done to a mail in this state; `allowed` are those it can be done to.
  package func cannotAct(on id: Mail.ID, in state: MailState, allowed: Set<MailState>) -> String {
    let words = wording(timeZone: .gmt)
    let say = { (state: MailState) in words.say(.mailState(state, isRetry: false)) }
    let others = MailState.allCases.filter(allowed.contains).map(say).joined(separator: ", ")
    return switch self {
    case .fr: "Le mail \(id) est \(say(state))\u{202F}; rien n’a été fait. Cela se peut pour\u{A0}: \(others)."
    case .en: "Mail \(id) is \(say(state)); nothing was done. This works for: \(others)."
    }
  }

  /// There is no way for mails to leave.
  package func noMailSection(_ settings: String) -> String {
    switch self {
    case .fr:
      "\(settings)\u{A0}: il n’y a pas de section «\u{A0}mail\u{A0}», donc aucun mail ne peut partir. Ajoutez mail.transport et mail.from."
    case .en:
      "\(settings): there is no `mail` section, so no mail can leave. Add mail.transport and mail.from."
    }
  }

  /// A report could not be put into a file; `detail` in the system's words. A plan is in no journal.
  package func reportNotWritten(to file: String, _ detail: String, isKept: Bool, _ program: String) -> String {
    let again =
      switch (self, isKept) {
      case (.fr, true): "\u{202F}; le revoir\u{A0}: \(program) report"
      case (.en, true): "; to see it again: \(program) report"
      case (_, false): "."
      }
    return switch self {
    case .fr:
      "Le rapport ne peut être écrit dans \(file)\u{A0}: \(French(timeZone: .gmt).system(detail)). Vérifiez le dossier et les droits\(again)"
    case .en:
      "The report cannot be written to \(file): \(detail). Check the folder and its rights\(again)"
    }
  }
}
