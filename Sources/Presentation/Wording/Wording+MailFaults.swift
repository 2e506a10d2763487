import Foundation

extension Language {
  /// Why the mails cannot be written, and what to do.
  package func explain(_ fault: MailFault) -> String {
    switch (fault, self) {
    case (.unknownKey(let id), .fr):
      "la clé \(id), avec laquelle un lien a été fait, n’est plus dans secretKeyFile : remettez-la."
    case (.unknownKey(let id), .en):
      "the key \(id), with which a link was made, is no longer in secretKeyFile: put it back."
    case (.noToken(let mail), .fr): "le mail \(mail) n’a pas de jeton : annulez-le et renvoyez un lien."
    case (.noToken(let mail), .en): "mail \(mail) has no token: cancel it and send a new link."
    case (.notAnAddress(let mail), .fr): "le mail \(mail) n’a pas d’adresse valable : annulez-le."
    case (.notAnAddress(let mail), .en): "mail \(mail) has no valid address: cancel it."
    case (.noReport(let run, let detail), .fr):
      "l’exécution \(run) n’est plus dans le journal : annulez le mail de son rapport. \(detail)"
    case (.noReport(let run, let detail), .en):
      "run \(run) is no longer in the journal: cancel the mail of its report. \(detail)"
    case (.template(let file, let detail), .fr): "le modèle \(file) ne se lit pas : \(detail)"
    case (.template(let file, let detail), .en): "the template \(file) cannot be read: \(detail)"
    case (.templateWithoutLink(let file), .fr): "le modèle \(file) ne montre pas le lien : ajoutez {{link}}."
    case (.templateWithoutLink(let file), .en): "the template \(file) does not show the link: add {{link}}."
    case (.unknownTemplate(let file), .fr):
      "\(file) n’est le modèle d’aucun mail ; les noms possibles sont \(MailTemplates.files.keys.sorted().joined(separator: ", "))."
    case (.unknownTemplate(let file), .en):
      "\(file) is the template of no mail; the names there are: \(MailTemplates.files.keys.sorted().joined(separator: ", "))."
    }
  }
}
