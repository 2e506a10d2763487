import Foundation
import Provisioning

extension French {
  package func explain(_ error: DeliveryError) -> Explanation {
    switch error {
    case .unreachable(let relay, let detail):
      explain(
        "Le relais de messagerie ne répond pas : \(system(detail)).", "\(relay).",
        "Vérifiez mail.transport, que le relais tourne, et le pare-feu. Les mails attendent ; ensuite : \(program) deliver"
      )
    case .tls(let relay, let failure, let detail):
      Explanation(say("Pas de connexion chiffrée à \(relay) : \(say(failure))."), said(detail), remedy(failure))
    case .signInRefused(let relay, let reply):
      explain(
        "Le relais de messagerie a refusé l'identification.", "\(at(relay, said: system(reply)))",
        "Vérifiez mail.username et mail.passwordFile. Les mails attendent ; ensuite : \(program) deliver")
    case .senderRefused(let relay, let reply):
      explain(
        "Le relais de messagerie ne prend aucun mail de cet expéditeur.",
        "\(at(relay, said: redaction.reply(reply)))",
        "Autorisez mail.from et mail.envelopeFrom, et cette machine, sur le relais. Les mails attendent ; ensuite : "
          + "\(program) deliver")
    case .connectionLost(let relay, let detail):
      explain(
        "La connexion au relais de messagerie s'est rompue.", "\(at(relay, said: system(detail)))",
        "Les mails attendent ; ensuite : \(program) deliver")
    case .timedOut(let relay, let seconds):
      explain(
        "Le relais de messagerie n'a pas répondu en \(count(seconds, "seconde", "secondes")).", "\(relay).",
        "Voyez la charge du relais. Les mails attendent ; ensuite : \(program) deliver")
    case .folder(let path, let detail):
      explain(
        "Les mails ne peuvent être écrits dans le dossier : \(system(detail)).", "\(path).",
        "Créez-le, vérifiez ses droits et la place libre ; ensuite : \(program) deliver")
    case .interrupted:
      explain("L'envoi a été arrêté.", "Les mails attendent.", "Pour les envoyer : \(program) deliver")
    }
  }

  private func say(_ failure: DeliveryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "son certificat vient d’une autorité inconnue ici"
    case .wrongHostName: "son certificat est au nom d’un autre"
    case .notOffered: "le relais n’offre pas de chiffrement"
    case .badCAFile: "mail.caFile est inutilisable"
    case .other: "la négociation a échoué"
    }
  }

  private func remedy(_ failure: DeliveryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "Mettez le certificat de l’autorité qui l’a signé, au format PEM, dans mail.caFile."
    case .wrongHostName: "Écrivez dans mail.transport le nom qui figure dans le certificat."
    case .notOffered: "Activez StartTLS sur le relais, utilisez smtps://, ou réglez mail.startTLS: opportunistic."
    case .badCAFile: "Vérifiez que mail.caFile existe, est lisible, et contient des certificats au format PEM."
    case .other: "Vérifiez mail.caFile, le port, et les versions de TLS que le relais offre."
    }
  }

  package func explain(_ refused: Report.MailTally.Refused) -> Explanation {
    explain(
      "Mail \(refused.mail) refusé définitivement : \(redaction.reply(refused.reply))", nil,
      "Corrigez l'adresse dans l'annuaire ou dans le portail. Pour voir à qui il allait : \(program) mails")
  }

  package func explain(_ tally: Report.MailTally) -> Explanation {
    let states = [
      "\(figures.number(tally.queued)) en file",
      "\(figures.number(tally.sent)) \(plural(tally.sent, "envoyé", "envoyés"))",
      "\(figures.number(tally.failed)) \(plural(tally.failed, "refusé", "refusés"))",
      "\(figures.number(tally.waiting)) en attente",
    ]
    let end = [
      tally.quietUntil.map { say("Heures de silence : aucun mail ne part avant le \(say($0)).") },
      tally.expectedEnd.map { "Le dernier devrait partir le \(say($0))." },
    ].compactMap { $0 }.joined(separator: " ")
    return Explanation(say("Mails : \(states.joined(separator: ", "))."), end.isEmpty ? nil : end, remedy(tally))
  }

  private func remedy(_ tally: Report.MailTally) -> String? {
    guard tally.waiting > 0 else { return nil }
    return tally.quietUntil == nil
      ? say("Pour envoyer ce qui attend : \(program) deliver") : say("Pour les envoyer ensuite : \(program) deliver")
  }

  package func explain(_ lacking: Report.WithoutPassword) -> Explanation {
    let all = lacking.withAddress + lacking.withoutAddress
    guard all > 0 else { return explain("Tous les comptes actifs ont un mot de passe ; rien n'a été envoyé.") }
    let without = lacking.withoutAddress
    let verb = plural(all, "compte actif n’a", "comptes actifs n’ont")
    return Explanation(
      say("\(figures.number(all)) \(verb) pas encore de mot de passe ; rien n'a été envoyé."),
      without == 0
        ? nil : say("Dont \(figures.number(without)) sans adresse : aucun lien ne peut encore y être envoyé."),
      lacking.withAddress == 0
        ? nil
        : say(
          "Pour envoyer un lien \(plural(lacking.withAddress, "à celui qui a", "aux \(figures.number(lacking.withAddress)) qui ont")) "
            + "une adresse : \(program) link --without-password"))
  }
}
