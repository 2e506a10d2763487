import Foundation
import Provisioning

extension French {
  package func explain(_ refused: LinkIssue.Refused) -> Explanation {
    let who = refused.name.isEmpty ? refused.number : "\(refused.number) \(refused.name)"
    return switch refused.cause {
    case .unknownNumber: explain("\(who) : aucun compte n'a ce numéro.", nil, "Vérifiez le numéro.")
    case .noAddress:
      explain("\(who) : pas d'adresse e-mail.", nil, "Ajoutez-en une dans l'annuaire ou dans le portail.")
    case .inactive:
      explain("\(who) : le compte est inactif.", nil, "Réactivez-le dans l'annuaire ou dans le portail.")
    case .hasPassword:
      explain(
        "\(who) : a déjà un mot de passe.", nil,
        "Pour le changer : \(program) link \(ShellWord(refused.number).text) --reset")
    case .hasNoPassword:
      explain(
        "\(who) : n'a pas encore de mot de passe.", nil,
        "Pour le créer : \(program) link \(ShellWord(refused.number).text)")
    }
  }

  package func explain(_ outcome: LinkOutcome) -> Explanation {
    switch outcome {
    case .queued(let count):
      explain(
        "\(self.count(count, "mail de lien en attente", "mails de lien en attente")).", nil,
        count > 0 ? "Pour envoyer ce qui attend : \(program) deliver" : nil)
    case .somebodyRefused:
      explain(
        "Aucun lien n'a été mis en attente.", nil,
        "Retirez de la commande les responsables ci-dessus, ou corrigez leur compte.")
    case .tooMany(let found, let allowed):
      explain(
        "Refusé, rien n'a été écrit : \(count(found, "mail de lien", "mails de lien")), la limite linkMails est "
          + "\(figures.number(allowed)).", nil,
        "Si c'est voulu : ajoutez --link-mails \(found)")
    }
  }

  package func explain(_ fault: MailFault) -> Explanation {
    switch fault {
    case .unknownKey(let id):
      explain("La clé \(id), avec laquelle un lien a été fait, n'est plus dans secretKeyFile.", nil, "Remettez-la.")
    case .noToken(let mail):
      explain(
        "Le mail \(mail) n'a pas de jeton.", nil, "Annulez-le et renvoyez un lien : \(program) mails cancel \(mail)")
    case .notAnAddress(let mail):
      explain("Le mail \(mail) n'a pas d'adresse valable.", nil, "Annulez-le : \(program) mails cancel \(mail)")
    case .noReport(let mail, let run, let detail):
      explain(
        "L'exécution \(run), dont ce mail est le rapport, ne se lit plus dans le journal.",
        detail.isEmpty ? nil : "\(detail)", "Annulez le mail : \(program) mails cancel \(mail)")
    case .unreadableTemplates(let path, let detail):
      explain(
        "Les modèles ne peuvent être lus dans \(path) : \(system(detail)).", nil, "Vérifiez le chemin et les droits.")
    case .templateNotUTF8(let file):
      explain("Le modèle \(file) n'est pas en UTF-8.", nil, "Enregistrez-le en UTF-8.")
    case .template(let file, let detail):
      explain("Le modèle \(file) ne se lit pas : \(detail).", nil, "Corrigez-le, ou retirez-le du dossier.")
    case .templateWithoutLink(let file):
      explain("Le modèle \(file) ne montre pas le lien.", nil, "Ajoutez-y {{link}}.")
    case .unknownTemplate(let file):
      explain(
        "\(file) n'est le modèle d'aucun mail.", nil,
        "Donnez-lui un de ces noms : \(MailTemplates.files.keys.sorted().joined(separator: ", ")).")
    }
  }

  func say(_ column: MailColumn) -> String {
    switch column {
    case .id: "N°"
    case .moment: "Quand"
    case .state: "État"
    case .recipient: "À"
    case .responsable: "Responsable"
    case .subject: "Objet"
    case .cause: "Par"
    }
  }

  func say(_ state: MailState, isRetry: Bool) -> String {
    switch state {
    case .waiting: isRetry ? "à réessayer" : "en attente"
    case .sending: "en cours d’envoi"
    case .sent: "parti"
    case .failed: "refusé"
    case .cancelled: "annulé"
    }
  }
}
