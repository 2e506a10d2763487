import Foundation
import Provisioning

extension English {
  package func say(_ reason: Reason) -> String {
    switch reason {
    case .newEntry: "new in the directory"
    case .valuesChanged: "changed in the directory"
    case .renamed: "renamed or moved in the directory"
    case .absent(let since): "missing from the directory since \(say(since))"
    case .inactiveInDirectory: "inactive in the directory, as the mapping's “active” says"
    case .expired(let date): "expired in the directory on \(say(date))"
    case .activeAgain(let former): "back: \(say(former))"
    case .correlated(let fields): "known in the portal, found by \(list(fields.map(say)))"
    case .recreated(let former):
      former.map { "created anew in the directory; was \($0.text)" } ?? "created anew in the directory"
    case .secondary(let directory): "already given by the directory \(directory)"
    case .takenOver: "the directory that gave this person has lost it"
    case .takenBack(let other): "given by this directory again, which comes before \(other)"
    case .relinked(let former, let anchor, let rule): "identifier \(former.text), now \(anchor.text); \(say(rule))"
    }
  }

  func say(_ rule: TieRule) -> String {
    switch rule {
    case .formerAnchor(let attribute): "the entry still has the former one in \(attribute)"
    case .fields(let fields): "found by \(list(fields.map(say)))"
    case .chosen: "chosen by its number"
    }
  }

  package func say(_ reason: Reason, createdInactive cause: InactiveReason) -> String {
    switch cause {
    case .expired: "\(say(reason)), and expired there already: no mail"
    case .absent, .directory, .suspended: "\(say(reason)), and inactive there, as the mapping's “active” says: no mail"
    }
  }

  private func say(_ reason: InactiveReason) -> String {
    switch reason {
    case .absent: "the entry had been missing"
    case .directory: "the entry had been inactive"
    case .expired: "the entry had expired"
    case .suspended: "the account had been suspended by an agent"
    }
  }

  package func explain(_ drift: Drift) -> Explanation {
    let who = drift.number.map { redaction.value($0) } ?? redaction.dn(drift.dn)
    return Explanation(
      "\(who), \(say(drift.field)): \(say(drift.portal)) in the portal, \(say(drift.directory)) in the directory.",
      "Somebody corrected it in the portal, so it stays.",
      "To let the directory win: “owner: directory” in the field's rule.")
  }

  private func say(_ value: FieldValue?) -> String {
    switch value {
    case nil: "nothing"
    case .text(let text): "“\(redaction.value(text))”"
    case .list(let list): "“\(redaction.value(list.joined(separator: ", ")))”"
    }
  }

  package func explain(_ absence: Absence) -> Explanation {
    let who =
      redaction == .on ? Redaction.mark : [absence.number, absence.name].compactMap { $0 }.joined(separator: " ")
    return Explanation(
      "\(who): absent since \(say(absence.since)), due to be deactivated on \(say(absence.due)).",
      nil, "Seen again before then, nothing happens.")
  }
}
