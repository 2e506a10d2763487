import Foundation
import Provisioning

extension French {
  package func explain(_ refusal: Refusal, bases: [String]) -> Explanation {
    let remedy = LiftingCommand.text(for: [refusal], program).map { say("Si c'est voulu : \($0)") }
    switch refusal.cause {
    case .limit(let name, let limit):
      let what = say("Refusé, rien n'a été écrit : \(excess(name, limit, refusal)) ; la limite est de \(say(limit)).")
      return Explanation(what, cause(name, refusal, bases), remedy)
    case .emptyBase: return emptyBase(refusal, remedy)
    case .attributeUnreadable: return attributeUnreadable(refusal, remedy)
    case .onlyNewAnchors: return onlyNewAnchors(refusal)
    case .anchorAttributeChanged: return anchorAttributeChanged(refusal)
    case .tiesNotFound: return tiesNotFound(refusal, remedy)
    }
  }

  func say(_ limit: Limit) -> String {
    switch limit {
    case .none: "aucune"
    case .count(let count): figures.number(count)
    case .percent(let percent): figures.percent(percent, places: 3)
    }
  }

  /// What the plan does too much of, with the figure and its share.
  private func excess(_ name: Limit.Name, _ limit: Limit, _ refusal: Refusal) -> String {
    let found = figures.number(refusal.found)
    let people =
      "\(found) \(plural(refusal.found, "compte", "comptes")) sur \(figures.number(refusal.of ?? 0))"
      + share(refusal, limit)
    return switch name {
    case .deactivations: "\(subject(refusal, "désactive", "désactivent")) \(people)"
    case .creations:
      "\(subject(refusal, "crée", "créent")) \(accounts(refusal.found)) pour "
        + "\(entries(refusal.of ?? 0))\(share(refusal, limit))"
    case .updates: "\(subject(refusal, "modifie", "modifient")) \(people)"
    case .emailChanges: "\(subject(refusal, "change", "changent")) l’adresse e-mail de \(people)"
    case .emailRemovals: "\(subject(refusal, "retire", "retirent")) l’adresse e-mail de \(people)"
    case .linkMails:
      "\(subject(refusal, "envoie", "envoient")) \(count(refusal.found, "mail de lien", "mails de lien"))"
        + (limit.isShare ? " pour \(accounts(refusal.of ?? 0))\(share(refusal, limit))" : "")
    case .problems:
      "\(found) \(plural(refusal.found, "entrée", "entrées")) sur \(figures.number(refusal.of ?? 0)) "
        + "\(plural(refusal.found, "a", "ont")) un problème ouvert\(share(refusal, limit))"
    case .shrink: shrunken(refusal, limit)
    }
  }

  private func subject(_ refusal: Refusal, _ one: String, _ many: String) -> String {
    guard let window = refusal.window else { return "le plan \(one)" }
    return "ce plan et les exécutions \(recent(window)) ensemble \(many)"
  }

  private func share(_ refusal: Refusal, _ limit: Limit) -> String {
    guard let whole = refusal.of, whole > 0 else { return "" }
    return " (\(figures.share(refusal.found, of: whole, over: limit.share)))"
  }

  private func base(_ refusal: Refusal) -> String {
    "la base \(refusal.subject ?? "")" + (refusal.insteadOf.map { ", lue à la place de \($0)," } ?? "")
  }

  private func shrunken(_ refusal: Refusal, _ limit: Limit) -> String {
    let before =
      refusal.window.map { "la plus grande lecture \(recent($0))" } ?? "la dernière lecture complète"
    return "\(base(refusal)) a rendu \(entries(refusal.entries)), "
      + "\(figures.number(refusal.found)) de moins que \(before)\(share(refusal, limit))"
  }

  private func cause(_ name: Limit.Name, _ refusal: Refusal, _ bases: [String]) -> String {
    switch name {
    case .deactivations, .shrink:
      if refusal.isOfChanges == true {
        return say(
          "L'annuaire les a signalés comme changés ou partis : regardez-y quelques-unes de ces personnes. "
            + "Une lecture complète en montre plus : \(program) plan --full.")
      }
      if let sizes = sizes(refusal), isSmaller(refusal) || name == .shrink {
        return sizes + checkSearch(refusal, bases)
      }
      return say(
        "L'annuaire n'a pas rendu moins d'entrées qu'avant : vérifiez « active » et « activeUntil » dans le mapping, et "
          + "les entrées verrouillées elles-mêmes.")
    case .creations:
      if refusal.isOfChanges == true {
        return say("L'annuaire les a signalés comme nouveaux : regardez-y quelques-unes de ces personnes.")
      }
      guard let sizes = sizes(refusal) else { return "C’est la première lecture complète de \(refusal.directory)." }
      return sizes + checkSearch(refusal, bases)
    case .updates:
      return say("Un mapping retouché fait cela : comparez avant et après de quelques personnes dans le plan.")
    case .emailChanges:
      return say(
        "Un mapping retouché ou un nouveau domaine de messagerie fait cela : comparez avant et après de quelques "
          + "personnes dans le plan.")
    case .emailRemovals:
      return say(
        "Un attribut devenu illisible ressemble à un attribut sans valeur : vérifiez ce que le compte de connexion "
          + "peut lire.")
    case .linkMails:
      return say(
        "Chacune de ces personnes gagnerait une adresse. À la première exécution sur un portail déjà en service : "
          + "\(program) sync --adopt, qui rattache tout le monde et n'écrit à personne.")
    case .problems:
      return say(
        "Le rapport donne les problèmes par sorte ; une seule cause dans le mapping en fait souvent beaucoup.")
    }
  }

  private func isSmaller(_ refusal: Refusal) -> Bool { refusal.lastEntries.map { refusal.entries < $0 } ?? false }

  private func sizes(_ refusal: Refusal) -> String? {
    refusal.lastEntries.map {
      say(
        "L'annuaire a rendu \(entries(refusal.entries)), la dernière lecture complète \(figures.number($0)) : ")
    }
  }

  private func checkSearch(_ refusal: Refusal, _ bases: [String]) -> String {
    let searched = refusal.subject.map { [$0] } ?? bases
    guard !searched.isEmpty else {
      return say("vérifiez la base de recherche, le filtre et ce que le compte de connexion peut lire.")
    }
    let noun = searched.count == 1 ? "la base de recherche" : "les bases de recherche"
    return "vérifiez \(noun) \(searched.joined(separator: "\u{202F}; "))."
  }

  private func emptyBase(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    let before = figures.number(refusal.of ?? 0)
    return Explanation(
      say(
        "Refusé, rien n'a été écrit : \(base(refusal)) n'a rendu aucune entrée ; la dernière lecture "
          + "complète y en avait \(before)."),
      say("Vérifiez que la base s'appelle encore ainsi, et que le compte de connexion peut encore la lire."),
      remedy)
  }

  private func attributeUnreadable(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    let before = refusal.of.map {
      say(" ; \(entries($0)) en \(plural($0, "avait", "avaient")) une à la dernière lecture complète")
    }
    return Explanation(
      say(
        "Refusé, rien n'a été écrit : sur \(entries(refusal.entries)), l'attribut \(refusal.subject ?? "") n'a aucune "
          + "valeur, alors que des comptes en ont\(before ?? "")."),
      say(
        "Un attribut illisible ressemble à un attribut absent : vérifiez ce que le compte de connexion peut lire, et le "
          + "nom de l'attribut dans le mapping."),
      remedy)
  }

  private func onlyNewAnchors(_ refusal: Refusal) -> Explanation {
    let tied = refusal.of ?? 0
    return explain(
      "Refusé, rien n'a été écrit : sur \(entries(refusal.entries)), pas un identifiant n'est connu, alors que "
        + "\(accounts(tied)) \(plural(tied, "est rattaché", "sont rattachés")) à \(refusal.directory).",
      "Un annuaire reconstruit ou réimporté fait cela : vérifiez que c'était voulu, et si une sauvegarde a encore les "
        + "anciens identifiants.",
      "Si c'est voulu : \(program) relink montre qui est retrouvé, sans rien écrire.")
  }

  private func anchorAttributeChanged(_ refusal: Refusal) -> Explanation {
    let former = refusal.subject ?? ""
    return explain(
      "Refusé, rien n'a été écrit : le mapping lit les identifiants dans un autre attribut que \(former), par lequel "
        + "les comptes sont rattachés à \(refusal.directory).",
      "Avec d'autres identifiants, personne ne serait reconnu.",
      "Si c'est voulu : \(program) relink montre qui est retrouvé, sans rien écrire. Sinon, remettez « anchor: \(former) » "
        + "dans le mapping.")
  }

  private func tiesNotFound(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    Explanation(
      say(
        "Refusé, rien n'a été écrit : sur \(count(refusal.of ?? 0, "rattachement", "rattachements")) à \(refusal.directory), "
          + "\(figures.number(refusal.found)) ne \(plural(refusal.found, "serait pas retrouvé", "seraient pas retrouvés")), "
          + "pour \(figures.number(refusal.allowed ?? 0)) au plus."),
      say(
        "Qui n'est pas retrouvé est absent dès la prochaine synchronisation. Vérifiez « anchor », « number » et "
          + "« correlate » dans le mapping, et que le nouvel annuaire a donné les mêmes numéros aux mêmes personnes."),
      remedy)
  }
}
