import Foundation
import Provisioning

extension French {
  package func say(_ reason: Reason) -> String {
    switch reason {
    case .newEntry: "nouveau dans l’annuaire"
    case .valuesChanged: "modifié dans l’annuaire"
    case .renamed: "renommé ou déplacé dans l’annuaire"
    case .absent(let since): "absent de l’annuaire depuis le \(say(since))"
    case .inactiveInDirectory: say("inactif dans l'annuaire, d'après « active » du mapping")
    case .expired(let date): "expiré dans l’annuaire le \(say(date))"
    case .activeAgain(let former): say("de retour : \(say(former))")
    case .correlated(let fields): "connu du portail, retrouvé par \(list(fields.map(say)))"
    case .recreated(let former):
      former.map { say("recréé dans l'annuaire ; était \($0.text)") } ?? "recréé dans l’annuaire"
    case .secondary(let directory): "déjà donné par l’annuaire \(directory)"
    case .takenOver: "l’annuaire qui donnait cette personne l’a perdue"
    case .takenBack(let other): "donné de nouveau par cet annuaire, qui passe avant \(other)"
    case .relinked(let former, let anchor, let rule):
      say("identifiant \(former.text), désormais \(anchor.text) ; \(say(rule))")
    }
  }

  func say(_ rule: TieRule) -> String {
    switch rule {
    case .formerAnchor(let attribute): say("l'entrée a encore l'ancien dans \(attribute)")
    case .fields(let fields): "retrouvé par \(list(fields.map(say)))"
    case .chosen: "choisi par son numéro"
    }
  }

  package func say(_ reason: Reason, createdInactive cause: InactiveReason) -> String {
    switch cause {
    case .expired: say("\(say(reason)), et déjà expiré : pas de mail")
    case .absent, .directory, .suspended: say("\(say(reason)), et inactif d'après « active » du mapping : pas de mail")
    }
  }

  private func say(_ reason: InactiveReason) -> String {
    switch reason {
    case .absent: "l’entrée avait disparu"
    case .directory: "l’entrée avait été inactive"
    case .expired: "l’entrée avait expiré"
    case .suspended: "un agent avait suspendu le compte"
    }
  }

  package func explain(_ drift: Drift) -> Explanation {
    let who = drift.number.map { redaction.value($0) } ?? redaction.dn(drift.dn)
    return explain(
      "\(who), \(say(drift.field)) : \(say(drift.portal)) dans le portail, \(say(drift.directory)) dans l'annuaire.",
      "Quelqu'un l'a corrigé dans le portail, cela reste donc.",
      "Pour que l'annuaire l'emporte : « owner: directory » dans la règle du champ.")
  }

  private func say(_ value: FieldValue?) -> String {
    switch value {
    case nil: "rien"
    case .text(let text): say("« \(redaction.value(text)) »")
    case .list(let list): say("« \(redaction.value(list.joined(separator: ", "))) »")
    }
  }

  package func explain(_ absence: Absence) -> Explanation {
    let who =
      redaction == .on ? Redaction.mark : [absence.number, absence.name].compactMap { $0 }.joined(separator: " ")
    return explain(
      "\(who) : absence depuis le \(say(absence.since)), désactivation prévue le \(say(absence.due)).",
      nil, "Une entrée revue d'ici là ne change rien.")
  }
}
