import Provisioning

extension Language {
  /// Why somebody was not sent a link, and what would help.
  package func explain(_ refused: LinkIssue.Refused) -> String {
    let who = refused.name.isEmpty ? refused.number : "\(refused.number) \(refused.name)"
    switch (refused.cause, self) {
    case (.unknownNumber, .fr): return "\(who) : aucun compte n’a ce numéro."
    case (.unknownNumber, .en): return "\(who): no account has this number."
    case (.noAddress, .fr): return "\(who) : pas d’adresse e-mail. Ajoutez-en une dans l’annuaire ou dans le portail."
    case (.noAddress, .en): return "\(who): no e-mail address. Add one in the directory or in the portal."
    case (.inactive, .fr): return "\(who) : le compte est inactif."
    case (.inactive, .en): return "\(who): the account is inactive."
    case (.hasPassword, .fr):
      return "\(who) : a déjà un mot de passe. Pour le changer : navette link \(refused.number) --reset"
    case (.hasPassword, .en):
      return "\(who): has a password already. To change it: navette link \(refused.number) --reset"
    case (.hasNoPassword, .fr):
      return "\(who) : n’a pas encore de mot de passe. Pour le créer : navette link \(refused.number)"
    case (.hasNoPassword, .en): return "\(who): has no password yet. To create one: navette link \(refused.number)"
    }
  }

  /// How many links were queued, and what sends them.
  package func linksQueued(_ count: Int) -> String {
    switch self {
    case .fr:
      "\(count) \(count < 2 ? "mail de lien en attente" : "mails de lien en attente"). Pour les envoyer : navette deliver"
    case .en: "\(count) link \(count == 1 ? "mail" : "mails") queued. To send: navette deliver"
    }
  }

  /// Nothing was queued because of those who were refused by name.
  package var linksRefused: String {
    switch self {
    case .fr: "Aucun lien n’a été envoyé : retirez de la commande les responsables ci-dessus, ou corrigez leur compte."
    case .en: "No link was queued: take the responsables above out of the command, or correct their accounts."
    }
  }

  /// More links than one command may queue.
  package func tooManyLinks(_ found: Int, allowed: Int) -> String {
    switch self {
    case .fr:
      "Refusé, rien n’a été écrit : \(found) mails de lien, la limite linkMails est \(allowed).\nSi c’est voulu : ajoutez --link-mails \(found)"
    case .en:
      "Refused, nothing was written: \(found) link mails, the limit linkMails is \(allowed).\nIf this is right: add --link-mails \(found)"
    }
  }
}
