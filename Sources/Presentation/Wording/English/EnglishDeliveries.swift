import Foundation
import Provisioning

extension English {
  package func explain(_ error: DeliveryError) -> Explanation {
    switch error {
    case .unreachable(let relay, let detail):
      Explanation(
        "The mail relay does not answer: \(detail).", "\(relay).",
        "Check mail.transport, that the relay runs, and the firewall. The mails stay queued; then: \(program) deliver")
    case .tls(let relay, let failure, let detail):
      Explanation("No encrypted connection to \(relay): \(say(failure)).", said(detail), remedy(failure))
    case .signInRefused(let relay, let reply):
      Explanation(
        "The mail relay refused the sign-in.", at(relay, said: reply),
        "Check mail.username and mail.passwordFile. The mails stay queued; then: \(program) deliver")
    case .senderRefused(let relay, let reply):
      Explanation(
        "The mail relay takes no mail from this sender.", at(relay, said: redaction.reply(reply)),
        "Allow mail.from and mail.envelopeFrom, and this machine, on the relay. The mails stay queued; then: "
          + "\(program) deliver")
    case .connectionLost(let relay, let detail):
      Explanation(
        "The connection to the mail relay broke.", at(relay, said: detail),
        "The mails stay queued; then: \(program) deliver")
    case .timedOut(let relay, let seconds):
      Explanation(
        "The mail relay did not answer within \(count(seconds, "second", "seconds")).", "\(relay).",
        "Look at the relay's load. The mails stay queued; then: \(program) deliver")
    case .folder(let path, let detail):
      Explanation(
        "Mails cannot be written to the folder: \(detail).", "\(path).",
        "Create it, and check its rights and the free space; then: \(program) deliver")
    case .interrupted:
      Explanation("Delivery was stopped.", "The mails stay queued.", "To send them: \(program) deliver")
    }
  }

  private func say(_ failure: DeliveryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "its certificate is from an authority that is not known here"
    case .wrongHostName: "its certificate is for another name"
    case .notOffered: "the relay offers no encryption"
    case .badCAFile: "mail.caFile cannot be used"
    case .other: "the handshake failed"
    }
  }

  private func remedy(_ failure: DeliveryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "Put the certificate of the authority that signed it, in PEM form, in mail.caFile."
    case .wrongHostName: "Write in mail.transport the name that stands in the certificate."
    case .notOffered: "Turn StartTLS on in the relay, use smtps://, or set mail.startTLS: opportunistic."
    case .badCAFile: "Check that mail.caFile exists, may be read, and holds certificates in PEM form."
    case .other: "Check mail.caFile, the port, and which TLS versions the relay offers."
    }
  }

  package func explain(_ refused: Report.MailTally.Refused) -> Explanation {
    Explanation(
      "Mail \(refused.mail) was refused for good: \(redaction.reply(refused.reply))", nil,
      "Correct the address in the directory or in the portal. To see whom it was for: \(program) mails")
  }

  package func explain(_ tally: Report.MailTally) -> Explanation {
    let states = [
      "\(figures.number(tally.queued)) queued", "\(figures.number(tally.sent)) sent",
      "\(figures.number(tally.failed)) refused", "\(figures.number(tally.waiting)) waiting",
    ]
    let end = [
      tally.quietUntil.map { "Quiet hours: no mail leaves before \(say($0))." },
      tally.expectedEnd.map { "The last one is expected to leave on \(say($0))." },
    ].compactMap { $0 }.joined(separator: " ")
    return Explanation(
      "Mails: \(states.joined(separator: ", ")).", end.isEmpty ? nil : end, remedy(tally))
  }

  private func remedy(_ tally: Report.MailTally) -> String? {
    guard tally.waiting > 0 else { return nil }
    return tally.quietUntil == nil
      ? "To send what is waiting: \(program) deliver" : "To send them then: \(program) deliver"
  }

  package func explain(_ lacking: Report.WithoutPassword) -> Explanation {
    let all = lacking.withAddress + lacking.withoutAddress
    guard all > 0 else { return Explanation("Every active account has a password; nobody was mailed.") }
    let verb = all == 1 ? "has" : "have"
    let place =
      lacking.withoutAddress == 0
      ? nil : "\(figures.number(lacking.withoutAddress)) of them without an address: no link can be sent there yet."
    return Explanation(
      "\(count(all, "active account", "active accounts")) still \(verb) no password; nobody was mailed.", place,
      lacking.withAddress == 0
        ? nil
        : "To mail a link to the \(figures.number(lacking.withAddress)) with an address: "
          + "\(program) link --without-password")
  }
}
