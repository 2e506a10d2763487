import Foundation
import Provisioning

extension French {
  package func summarise(_ review: ImportReview, file: String) -> Explanation {
    explain(
      "\(file) : \(accounts(review.accounts.count)), \(figures.number(review.withAddress)) avec une adresse, \(figures.number(review.withPassword)) avec un mot de passe (UTF-8, séparés par « \(String(review.delimiter)) »)."
    )
  }

  package func say(_ warning: ImportReview.Warning) -> String {
    switch warning {
    case .sharedAddress(let address, let lines):
      say(
        "\(redaction.value(address)) est aux lignes \(list(lines.map(String.init))) : chacun reçoit ses propres mails.")
    case .addressInUse(let address, let line, let number):
      say("Ligne \(line) : \(redaction.value(address)) est aussi l'adresse de \(redaction.value(number)).")
    case .withoutAddress(let number): say("\(accounts(number)) sans adresse : aucun lien ne peut leur être envoyé.")
    case .withoutNumber(let number): say("\(accounts(number)) sans numéro : chacun en reçoit un.")
    case .nationalMobiles(let number):
      say(
        "\(count(number, "mobile ne commence", "mobiles ne commencent")) pas par « + » : à côté d'un annuaire qui écrit +33…, c'est une différence."
      )
    }
  }

  package func explain(_ fault: ImportFault) -> Explanation {
    let place = [fault.line.map { "ligne \($0)" }, fault.column.map { "colonne \($0)" }].compactMap(\.self)
      .joined(separator: ", ")
    let (what, remedy) = sentences(fault.kind)
    let shown = place.isEmpty ? "Le fichier" : place.prefix(1).uppercased() + place.dropFirst()
    return explain("\(shown) : \(what)", nil, remedy)
  }

  private func sentences(_ kind: ImportFault.Kind) -> (String, FrenchText) {
    switch kind {
    case .notUTF8:
      (
        say("pas de l'UTF-8."),
        "Enregistrez-le en « CSV UTF-8 », ou : \("iconv -f WINDOWS-1252 -t UTF-8 FICHIER.csv > nouveau.csv")"
      )
    case .utf16:
      (
        say("de l'UTF-16, pas de l'UTF-8."),
        "Enregistrez-le en « CSV UTF-8 », ou : \("iconv -f UTF-16 -t UTF-8 FICHIER.csv > nouveau.csv")"
      )
    case .strayQuote:
      (
        say("un guillemet est au milieu d'une cellule."),
        "Mettez toute la cellule entre guillemets, et doublez ceux qu'elle contient (RFC 4180)."
      )
    case .unclosedQuote:
      (say("un guillemet est ouvert et jamais fermé."), "Fermez-le, ou doublez-le s'il fait partie du texte.")
    case .empty:
      (say("il est vide."), "La première ligne nomme les colonnes : \(AccountFile.columns.joined(separator: ","))")
    case .noLines:
      (
        say("il n'y a aucune ligne sous les noms des colonnes."),
        "Écrivez une ligne par compte, ou vérifiez comment il a été exporté."
      )
    case .unknownColumn(let name, let nearest):
      (
        say("« \(name) » n'est pas une colonne."),
        "\(nearest.map { say("Vouliez-vous dire \($0) ? ") } ?? "")Il y a \(list(AccountFile.columns)), et attributes.NOM pour tout ce que le portail garde d'autre."
      )
    case .columnTwice(let name): (say("\(name) y est deux fois."), "Gardez une des deux colonnes.")
    case .columnMissing(let name):
      (say("il n'y a pas de colonne \(name)."), "Ajoutez-la : sans elle, on ne connaît personne.")
    case .cells(let found, let expected):
      (
        say("\(count(found, "cellule", "cellules")), et non \(figures.number(expected))."),
        "Mettez entre guillemets les cellules qui contiennent le séparateur."
      )
    case .missingValue: (say("c'est vide."), "Écrivez le nom, ou ôtez la ligne.")
    case .controlCharacter: (say("il y a un caractère que personne ne voit."), "Réécrivez la cellule, sur une ligne.")
    case .invalidEmail(let text):
      (say("« \(redaction.value(text)) » n'est pas une adresse e-mail."), "Corrigez-la, ou laissez la cellule vide.")
    case .notYesOrNo(let text):
      (say("« \(redaction.value(text)) » n'est ni true ni false."), "Écrivez true ou false, ou bien oui ou non.")
    case .numberTwice(let number, let first):
      (say("\(redaction.value(number)) est déjà à la ligne \(first)."), "Donnez à chaque compte son propre numéro.")
    case .numberTaken(let number):
      (
        say("un compte a déjà le numéro \(redaction.value(number))."),
        "Ôtez la ligne si c'est la même personne ; sinon corrigez le numéro."
      )
    case .personTwice(let first):
      (say("la même personne qu'à la ligne \(first)."), "Ôtez l'une des deux, ou donnez un numéro à chacune.")
    case .personTaken(let number):
      (
        say("la même personne que le compte \(redaction.value(number))."),
        "Ôtez la ligne, ou donnez-lui un numéro à elle."
      )
    }
  }
}
