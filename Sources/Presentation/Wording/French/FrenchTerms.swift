import Foundation
import Provisioning

extension French {
  package func say(_ term: Term) -> String {
    switch term {
    case .mode(.plan): "plan"
    case .mode(.sync): "synchronisation"
    case .mode(.relink): "nouveaux rattachements"
    case .outcome(let outcome): say(outcome)
    case .nothing: "vide"
    case .formerDN: "avant"
    case .colon: "\u{A0}: "
    case .directory: "annuaire"
    case .portal: "portail"
    case .noNumber: "(pas encore de numéro)"
    case .since: "depuis le"
    case .noMails: "Aucun mail."
    case .mailColumn(let column): say(column)
    case .mailState(let state, let isRetry): say(state, isRetry: isRetry)
    }
  }

  private func say(_ outcome: RunRecord.Outcome) -> String {
    switch outcome {
    case .settled: "à jour"
    case .changes: "des changements"
    case .applied: "appliqué"
    case .refused: "refusé"
    case .failed: "échec"
    }
  }

  package func say(_ field: Field) -> String {
    switch field {
    case .number: "numéro"
    case .civility: "civilité"
    case .lastName: "nom"
    case .firstName: "prénom"
    case .email: "e-mail"
    case .mobile: "mobile"
    case .attribute(let name): name
    }
  }

  package func say(_ mail: PlannedMail) -> String {
    let to = redaction.value(mail.to)
    return switch mail.kind {
    case .link: "mail de lien à \(to)"
    case .reset: "mail de réinitialisation à \(to)"
    case .noticeToFormer: "avis à l’ancienne adresse \(to)"
    case .noticeToNew: "avis à la nouvelle adresse \(to)"
    case .report: "rapport à \(to)"
    }
  }

  package func say(_ heading: Heading, _ count: Int) -> String {
    switch heading {
    case .problems: self.count(count, "problème ouvert", "problèmes ouverts")
    case .problem(let code): "\(say(code)) (\(figures.number(count)))"
    case .held: self.count(count, "entrée en attente d’une décision", "entrées en attente d’une décision")
    case .proposal(let code): "\(say(code)) (\(figures.number(count)))"
    case .drifts:
      self.count(count, "valeur corrigée dans le portail reste", "valeurs corrigées dans le portail restent")
    case .absences: self.count(count, "personne absente, encore active", "personnes absentes, encore actives")
    }
  }

  func say(_ code: Problem.Code) -> String {
    switch code {
    case .noAnchor: "pas d’identifiant lisible"
    case .duplicateAnchor: "identifiant utilisé deux fois"
    case .missingRequired: "valeur obligatoire absente"
    case .numberTaken: "numéro d’un autre compte"
    case .changedMeanwhile: "modifié pendant l’exécution"
    case .invalidEmail: "pas une adresse e-mail"
    case .addressBounces: "adresse qui refuse les mails"
    case .sharedEmail: "adresse partagée avec un autre compte"
    case .severalValues: "plusieurs valeurs là où une est attendue"
    case .notUTF8: "pas de l’UTF-8"
    case .controlCharacter: "caractère de contrôle"
    case .conflict: "modifié des deux côtés"
    case .unknownValue: "valeur absente de la table du mapping"
    case .invalidPhone: "pas un numéro de téléphone"
    case .invalidDate: "pas une date"
    case .invalidDN: "pas un DN"
    case .truncatedValues: "une partie seulement des valeurs reçue"
    }
  }

  private func say(_ code: Proposal.Code) -> String {
    switch code {
    case .ambiguousMatch: "plusieurs rapprochements possibles"
    case .sharedAddress: "seule une adresse partagée en commun"
    case .recreated: "entrée recréée"
    case .alreadyTied: "compte rattaché à une autre entrée"
    case .givenElsewhere: "compte donné par un autre annuaire"
    }
  }

  package func say(_ tally: Tally, done: Bool) -> String {
    let number = tally.count
    let figure = figures.number(number)
    return switch tally.figure {
    case .create: "\(figure) " + (done ? plural(number, "créé", "créés") : "à créer")
    case .update: "\(figure) " + (done ? plural(number, "modifié", "modifiés") : "à modifier")
    case .move: "\(figure) " + (done ? plural(number, "déplacé", "déplacés") : "à déplacer")
    case .reactivate: "\(figure) " + (done ? plural(number, "réactivé", "réactivés") : "à réactiver")
    case .deactivate: "\(figure) " + (done ? plural(number, "désactivé", "désactivés") : "à désactiver")
    case .adopt: "\(figure) " + (done ? plural(number, "rattaché", "rattachés") : "à rattacher")
    case .secondary:
      "\(figure) "
        + (done
          ? plural(number, "rattaché une seconde fois", "rattachés une seconde fois")
          : "à rattacher une seconde fois")
    case .relink:
      "\(figure) " + (done ? plural(number, "rattaché de nouveau", "rattachés de nouveau") : "à rattacher de nouveau")
    case .linkMails: count(number, "mail de lien", "mails de lien")
    case .notices: count(number, "avis", "avis")
    }
  }

  package func describe(_ read: ReadOutcome, seconds: Double) -> String {
    let time = "\(figures.decimal(seconds, places: 2))\u{A0}s"
    let entries = entries(read.entries) + " " + plural(read.entries, "lue", "lues")
    return switch read.coverage {
    case .everything: "\(entries) (tout, \(read.method)) en \(time)"
    case .selection: "\(entries) (sélection, aucune absence comptée, \(read.method)) en \(time)"
    case .changes: "\(entries) (seulement les changements, \(read.method)) en \(time)"
    case .presence: "\(entries) (les changements, et la présence de chacun, \(read.method)) en \(time)"
    }
  }
}
