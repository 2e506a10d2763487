import Foundation
import Provisioning

extension French {
  package func explain(_ problem: Problem) -> Explanation {
    Explanation(sentence(problem), "\(redaction.dn(problem.dn)) dans \(problem.directory).", remedy(problem.code))
  }

  private func sentence(_ problem: Problem) -> String {
    let value = say("« \(redaction.value(problem.detail)) »")
    let source = problem.attribute ?? "la valeur"
    let kept = problem.isOfEntry ? "rien de cette entrée n’est appliqué" : "ce champ reste comme il est"
    return switch problem.code {
    case .noAnchor: say("L'identifiant \(source) manque, a plusieurs valeurs ou est illisible ; \(kept).")
    case .duplicateAnchor: say("Une autre entrée a le même identifiant \(problem.anchor ?? "") ; \(kept).")
    case .missingRequired: say("\(fieldName(problem)) est obligatoire et \(source) n'a pas de valeur ; \(kept).")
    case .numberTaken: say("Le numéro \(value) est celui d'un autre compte ; \(kept).")
    case .changedMeanwhile: say("Le compte a été modifié deux fois pendant la décision ; \(kept).")
    case .invalidEmail: say("\(source) vaut \(value), qui n'est pas une adresse e-mail ; \(kept).")
    case .addressBounces: say("Un mail à \(value) a déjà été refusé définitivement ; \(kept).")
    case .sharedEmail: say("\(address(problem)) ; \(kept).")
    case .severalValues: say("\(source) a plusieurs valeurs\(found(problem)) ; \(kept).")
    case .notUTF8: say("\(source) a une valeur qui n'est pas de l'UTF-8 ; \(kept).")
    case .controlCharacter: say("\(source) a une valeur avec un caractère de contrôle\(found(problem)) ; \(kept).")
    case .conflict:
      say("L'annuaire et le portail ont changé \(changedField(problem)) ; l'annuaire a \(value) ; \(kept).")
    case .unknownValue: say("\(source) vaut \(value), qui n'est pas dans la table du mapping ; \(kept).")
    case .invalidPhone: say("\(source) vaut \(value), qui n'est pas un numéro de téléphone ; \(kept).")
    case .invalidDate: say("\(source) vaut \(value), qui n'est pas une date ; \(kept).")
    case .invalidDN: say("\(source) vaut \(value), qui n'est pas un DN ; \(kept).")
    case .truncatedValues: say("Le serveur n'a envoyé qu'une partie des valeurs de \(source) ; \(kept).")
    }
  }

  private func address(_ problem: Problem) -> String {
    let parts = problem.addressAndHolder
    let holder = parts.holder.map { "au compte \(redaction.value($0))" } ?? "à un autre compte"
    return say("« \(redaction.value(parts.value)) » sert aussi \(holder)")
  }

  private func changedField(_ problem: Problem) -> String {
    let field = problem.field.flatMap(Field.init(name:))
    return field.map { say("le champ « \(say($0)) »") } ?? "le même champ"
  }

  /// The value itself, where there is one to show.
  private func found(_ problem: Problem) -> String {
    problem.detail.isEmpty ? "" : say(" (« \(redaction.value(problem.detail)) »)")
  }

  private func fieldName(_ problem: Problem) -> String {
    switch Field(name: problem.field ?? problem.detail) {
    case nil: "Une valeur"
    case .number: "Le numéro"
    case .civility: "La civilité"
    case .lastName: "Le nom"
    case .firstName: "Le prénom"
    case .email: "L’adresse e-mail"
    case .mobile: "Le mobile"
    case .attribute(let name): name
    }
  }

  func remedy(_ code: Problem.Code) -> String {
    switch code {
    case .noAnchor:
      say(
        "Vérifiez « anchor » dans le mapping et que le compte de connexion peut le lire ; d'ici là, aucune absence ne "
          + "compte.")
    case .duplicateAnchor:
      "Rendez l’identifiant unique, ou choisissez-en un que le serveur garde unique, comme entryUUID."
    case .missingRequired:
      say(
        "Remplissez l'attribut dans l'annuaire, ou donnez à la règle une autre source ; si personne n'a de numéro, "
          + "ôtez la règle qui le concerne.")
    case .numberTaken: "Donnez à l’un des deux un autre numéro, dans l’annuaire ou dans le portail."
    case .changedMeanwhile: say("Rien à faire : la prochaine exécution le comparera de nouveau.")
    case .invalidEmail: "Corrigez l’adresse dans l’annuaire."
    case .addressBounces: "Corrigez l’adresse dans l’annuaire, ou demandez-en une autre à la personne."
    case .sharedEmail: "Donnez une adresse à chacun, ou réglez sharedEmail: allow."
    case .severalValues: say("Gardez une valeur dans l'annuaire, ou réglez « choose » dans le mapping.")
    case .notUTF8: "Saisissez de nouveau la valeur dans l’annuaire."
    case .controlCharacter: "Saisissez de nouveau la valeur dans l’annuaire, sans saut de ligne."
    case .conflict:
      say("Rendez les deux égaux, ou réglez « conflict: directory » ou « conflict: portal » dans le mapping.")
    case .unknownValue:
      say(
        "Ajoutez la valeur à la table du mapping, ou corrigez-la ; si l'attribut dit autre chose ici, ôtez la règle.")
    case .invalidPhone: "Corrigez le numéro dans l’annuaire."
    case .invalidDate: "Corrigez la date dans l’annuaire, ou son format dans le mapping."
    case .invalidDN: "Corrigez la valeur dans l’annuaire."
    case .truncatedValues:
      "Laissez le compte de connexion lire toutes les valeurs, ou prenez un attribut qui en a moins."
    }
  }

  package func explain(_ proposal: Proposal) -> Explanation {
    let numbers = proposal.numbers.isEmpty ? "un compte" : list(proposal.numbers.map(redaction.value))
    let what =
      switch proposal.code {
      case .ambiguousMatch:
        say("Cette entrée pourrait être plusieurs comptes, ou une autre entrée le même : \(numbers).")
      case .sharedAddress: "Seule une adresse que plusieurs personnes partagent mène à \(numbers)."
      case .recreated: say("Cette entrée a été recréée ; la personne était \(numbers).")
      case .alreadyTied: "Cette entrée mène à \(numbers), auquel une autre entrée est rattachée."
      case .givenElsewhere:
        say(
          "Cette entrée mène à \(numbers), que donne un autre annuaire, par ce que deux personnes peuvent partager : "
            + "une adresse, des noms, ou le seul numéro.")
      }
    let shown = proposal.numbers.count == 1 && redaction == .off ? proposal.numbers.first : nil
    return Explanation(what, "\(redaction.dn(proposal.dn)) dans \(proposal.directory).", remedy(proposal.code, shown))
  }

  func remedy(_ code: Proposal.Code, _ number: String? = nil) -> String {
    switch code {
    case .ambiguousMatch:
      "Faites que le numéro, ou l’adresse et le nom, les distinguent dans l’annuaire, puis \(program) plan"
    case .sharedAddress:
      "Donnez à l’entrée le numéro du compte dans l’annuaire, ou corrigez son adresse ou son nom."
    case .recreated:
      say(
        "Si c'est la même personne : \(program) relink \(number.map { ShellWord($0).text } ?? "NUMÉRO"). Le compte est gardé d'ici là."
      )
    case .alreadyTied: "Retirez l’une des deux entrées, ou corrigez son numéro, puis \(program) plan"
    case .givenElsewhere:
      say(
        "Si c'est la même personne : qu'un nom ou l'adresse concorde à côté du numéro, ou mettez firstName à côté de email dans correlate "
          + "du mapping, puis \(program) plan. Sinon : corrigez le numéro.")
    }
  }
}
