import Foundation
import Provisioning

extension French {
  package func say(_ phrase: DossierPhrase) -> String {
    switch phrase {
    case .account(let status, let hasPassword, let isManaged): account(status, hasPassword, isManaged)
    case .verified(let date): say("L'adresse a été vérifiée le \(say(date)).")
    case .noAccount: "Pas de compte."
    case .noEntry: say("Pas d'entrée.")
    case .outsideBases: say("Pas lue : elle est hors des bases des réglages.")
    case .mapping: "Ce que le mapping en fait"
    case .noValue: "pas de valeur"
    case .others(let values): say("conviendraient aussi : \(list(values))")
    case .filterMatches: "Les filtres la laissent passer."
    case .filterFails(let parts):
      say("Pas lue : les filtres l'écartent, car ceci n'est pas vrai d'elle : \(list(parts))")
    case .activeMatches: "Active, pour le mapping."
    case .activeUntil(let end): say("Active jusqu'au \(say(end)), pour le mapping.")
    case .activeEnded(let end): say("Pas active, car son temps a pris fin le \(say(end)) (activeUntil).")
    case .activeFails(let parts): say("Pas active, car ceci n'est pas vrai d'elle : \(list(parts))")
    case .tie: "Rattachement"
    case .since(let date): say("depuis le \(say(date))")
    case .missingSince(let date): say("absente depuis le \(say(date))")
    case .secondary: say("secondaire : un autre annuaire donne cette personne")
    case .formerDirectory(let name): say("\(name), que les réglages ne nomment pas")
    case .lastAgreed: "Dernières valeurs convenues"
    case .agreed: "convenu"
    case .inDirectory: "annuaire"
    case .inPortal: "portail"
    case .nextRun: "La prochaine exécution"
    case .beforeLimits:
      say("Sauf refus de l'exécution : les limites la jugent tout entière, et \(program) plan le montre.")
    case .refused(let run, let date):
      say("La dernière exécution a été refusée le \(say(date)). Tout son rapport : \(program) report \(run)")
    case .rule(let rule): say("Règle : \(say(rule))")
    case .staysInactive(let reason, let date, let cause): staysInactive(reason, date, cause)
    case .givenElsewhere: say("Rien : un autre annuaire donne cette personne.")
    case .unchanged: say("Rien : l'entrée est telle que convenue la dernière fois.")
    case .nothingToDo: say("Rien : aucune exécution ne lit cette entrée.")
    case .directoryDown: "Ce que la base des comptes sait est ci-dessous."
    case .mails: "Mails"
    case .tokens: "Liens de mot de passe"
    case .noTokens: "Aucun lien de mot de passe."
    case .token(let token): self.token(token)
    case .journal: "Journal"
    case .done(let entry): done(entry)
    case .notFound(let text): say("Personne pour « \(text) ».")
    case .searched: "Cherché"
    case .searchedStore: say("la base des comptes : numéro, adresse, identifiants et DN des rattachements")
    case .found(let number): number == 0 ? "rien" : entries(number)
    case .candidates: "Les plus proches"
    case .noCandidates: say("Personne n'a un numéro, une adresse ou un nom qui y ressemble.")
    case .place(let directory): directory.map { say("entrée de \($0)") } ?? "compte"
    }
  }

  private func account(_ status: AccountStatus, _ hasPassword: Bool, _ isManaged: Bool) -> String {
    let state =
      switch status {
      case .active: "Actif"
      case .inactive(.absent): say("Inactif : une exécution l'a trouvé absent")
      case .inactive(.directory): say("Inactif : une exécution, par « active » du mapping")
      case .inactive(.expired): say("Inactif : une exécution, par « activeUntil » du mapping")
      case .inactive(.suspended): say("Inactif : suspendu dans le portail")
      }
    let password = hasPassword ? "a un mot de passe" : "pas encore de mot de passe"
    return say("\(state) ; \(password)\(isManaged ? "" : say(" ; rattaché à aucun annuaire")).")
  }

  private func staysInactive(_ reason: InactiveReason, _ date: Date?, _ cause: Reason?) -> String {
    if reason == .suspended {
      return say("Rien : le compte a été suspendu dans le portail, et aucune exécution n'y revient.")
    }
    let since = date.map { " depuis le \(say($0))" } ?? ""
    let why = cause.map { " (\(say($0)))" } ?? ""
    let back =
      reason == .absent
      ? say("Dès qu'une exécution relit l'entrée, le compte redevient actif.")
      : say("Dès qu'une exécution relit l'entrée et la trouve active, le compte redevient actif.")
    return say("Rien : le compte est inactif\(since)\(why). \(back)")
  }

  private func done(_ entry: JournalEntry) -> String {
    if let kind = Change.Kind(rawValue: entry.kind) {
      return say(.kind(kind)) + (entry.cause.map { say(" : \(say($0))") } ?? "")
    }
    return switch (entry.kind, entry.reason) {
    case ("import", _): say("entré depuis un fichier")
    case ("redemption", "create"): say("mot de passe créé avec un lien")
    case ("redemption", "reset"): say("nouveau mot de passe choisi avec un lien")
    case ("link", _): say("lien demandé")
    case ("reset", _): say("lien pour un nouveau mot de passe demandé")
    case (let kind, ""): kind
    case (let kind, let reason): "\(kind) (\(reason))"
    }
  }

  private func token(_ token: TokenRecord) -> String {
    let purpose = token.purpose == .create ? "pour créer un mot de passe" : "pour choisir un nouveau mot de passe"
    let address = redaction.value(token.address)
    return say("\(say(token.issuedAt)), \(purpose), à \(address) : \(fate(token)) (\(token.actor.name))")
  }

  private func fate(_ token: TokenRecord) -> String {
    let ended = token.endedAt.map { " le \(say($0))" } ?? ""
    return switch token.fate {
    case .waiting: say("son mail n'est pas encore parti")
    case .live: "sert" + (token.expiresAt.map { say(" jusqu'au \(say($0))") } ?? "")
    case .used: "utilisé" + ended
    case .revoked: "révoqué" + ended
    case .expired: "expiré" + (token.expiresAt.map { " le \(say($0))" } ?? "")
    case .void: say("sans effet : le compte a une autre adresse")
    case .inactive: say("sans effet : le compte est inactif")
    }
  }
}
