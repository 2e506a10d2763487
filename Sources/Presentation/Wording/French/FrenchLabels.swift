import Foundation
import Provisioning

extension French {
  package func say(_ label: Label) -> String {
    switch label {
    case .kind(let kind): say(kind)
    case .problem(let code): say(code)
    case .matter(let matter): say(matter)
    case .column(let column): say(column)
    case .before(let field): "\(say(field)) avant"
    case .after(let field): "\(say(field)) après"
    case .run: "Exécution"
    case .when: "Quand"
    case .mode: "Mode"
    case .outcome: "Résultat"
    case .figures: "Chiffres"
    case .noRuns: "Aucune exécution."
    case .noChange: "rien à faire"
    case .page(let page): say(page)
    case .figure(let figure, let number): say(figure, number)
    case .kinds(let kind, let number): say(kind, number)
    case .people(let number):
      number == 0 ? "Personne ne change" : "Les personnes qui changent (\(figures.number(number)))"
    case .shortProblems(let number): plural(number, "problème", "problèmes")
    case .runs(let number):
      number < 2
        ? "Après la dernière exécution."
        : "Après chacune des \(figures.number(number)) dernières exécutions qui ont changé un de ces chiffres."
    case .lacksChanges(let number):
      say(
        "Le journal ne garde pas \(number < 2 ? "le changement" : "les \(figures.number(number)) changements") d'un plan refusé : \(program) plan montre ce qu'il en est maintenant."
      )
    }
  }

  private func say(_ page: Label.Page) -> String {
    switch page {
    case .skip: "Aller aux personnes"
    case .begun: "Début"
    case .figures: "En chiffres"
    case .directories: "Annuaires"
    case .reading: "Lecture"
    case .notRead: "pas lu jusqu’au bout"
    case .mails: "Mails"
    case .refusals: "Pourquoi c’est refusé"
    case .failures: "Pourquoi cela a échoué"
    case .changes: "Ce qui change"
    case .accountsChart: "Adresses et mots de passe"
    case .accounts: "comptes actifs"
    case .withAddress: "avec une adresse"
    case .withPassword: "avec un mot de passe"
    case .table: "Les chiffres en tableau"
    case .search: "Rechercher"
    case .searchHint: "nom, numéro, adresse…"
    case .show: "Montrer"
    case .everything: "tout"
    case .shown: "{n} sur {all} affichés"
    case .personal:
      "Ce rapport contient des données personnelles : ne le transmettez qu’à ceux qui en ont besoin. « --redact » les masque."
    case .redacted: "Les noms, numéros, adresses et valeurs sont masqués."
    }
  }

  private func say(_ figure: Label.Figure, _ number: Int) -> String {
    switch figure {
    case .entries: plural(number, "entrée lue", "entrées lues")
    case .unchanged: plural(number, "inchangée", "inchangées")
    case .linkMails: plural(number, "mail de lien", "mails de lien")
    case .notices: "avis"
    case .emailChanges: plural(number, "adresse remplacée", "adresses remplacées")
    case .emailRemovals: plural(number, "adresse retirée", "adresses retirées")
    case .problems: plural(number, "problème ouvert", "problèmes ouverts")
    case .held: "en attente d’une décision"
    case .absent: plural(number, "absente, encore active", "absentes, encore actives")
    case .drift: plural(number, "valeur corrigée dans le portail", "valeurs corrigées dans le portail")
    }
  }

  private func say(_ kind: Change.Kind, _ number: Int) -> String {
    let words = say(kind)
    guard number > 1 else { return words }
    return switch kind {
    case .secondary: "seconds rattachements"
    case .relink: "nouveaux rattachements"
    default: words + "s"
    }
  }

  private func say(_ kind: Change.Kind) -> String {
    switch kind {
    case .create: "création"
    case .update: "modification"
    case .deactivate: "désactivation"
    case .reactivate: "réactivation"
    case .move: "déplacement"
    case .adopt: "rattachement"
    case .secondary: "second rattachement"
    case .relink: "nouveau rattachement"
    }
  }

  private func say(_ matter: Label.Matter) -> String {
    switch matter {
    case .problem: "problème"
    case .held: "en attente"
    case .drift: "corrigé dans le portail"
    case .absence: "absence"
    case .refusal: "refus"
    case .failure: "échec"
    }
  }

  private func say(_ column: CSVColumn) -> String {
    switch column {
    case .what: "quoi"
    case .code: "code"
    case .directory: "annuaire"
    case .number: "numéro"
    case .name: "nom complet"
    case .reason: "motif"
    case .remedy: "que faire"
    case .mails: "mails"
    case .since: "depuis"
    case .dn: "DN"
    case .formerDN: "DN avant"
    case .anchor: "identifiant"
    }
  }
}
