import Delivery
import Foundation
import Presentation
import Provisioning

// What lets the mails leave, and what writes them.

extension Wiring {
  /// Delivers what the outbox holds, for so many seconds at most; only counts when no way for mails is set.
  func deliver(
    from store: any Store, with composer: MailComposer?, for seconds: Int?
  ) throws -> Report.MailTally {
    guard let mail = settings.mail, var composer else { return try waiting(in: store) }
    composer.reportStyle = style()
    composer.reportHasDetails = settings.report?.details ?? false
    composer.recall = { run in try recalled(run, from: store) }
    let before = try tally(store).waiting
    let line = ProgressLine(isFrench: settings.portal.language == .fr)
    var run = DeliveryRun(
      outbox: store, transport: mail.transportKind.transport(),
      sender: (mail.envelopeFrom ?? mail.from).address.spelling, clock: { Date() },
      jitter: { Double.random(in: 0...1) }, compose: { [composer] in try composer.message(for: $0) })
    run.connections = mail.connections
    run.pace = mail.rate.map { Pace(count: $0.count, per: $0.seconds) }
    run.quietHours = mail.quietHours
    run.isInterrupted = { Interruption.isAsked }
    run.progress = { line.show(.delivering(sent: $0.sent, of: before)) }
    let outcome = try saying { () throws(StoreError) in
      try run.run(until: seconds.map { Date() + Double($0) })
    }
    line.clear()
    return Report.MailTally(outcome, queued: 0)
  }

  /// Says what became of mails; why none could leave goes to standard error.
  func say(_ tally: Report.MailTally, _ print: (String) -> Void) {
    print(wording.explain(tally).lines.joined(separator: "\n"))
    for refused in tally.refusals { print(wording.explain(refused).text) }
    if let failure = tally.failure { StandardError.print(wording.explain(failure).lines.joined(separator: "\n")) }
  }

  /// The report of a run, with the accounts as they came to be, for a mail.
  private func recalled(_ run: String, from store: any Store) throws -> Report? {
    var report = try store.report(of: run)
    report?.figures = try store.figures(until: run, 24)
    return report
  }

  /// What writes the mails; nil when the settings say nothing of mail.
  func composer() throws -> MailComposer? {
    guard let mail = settings.mail else { return nil }
    do throws(MailFault) {
      return MailComposer(
        portal: MailPortal(
          name: settings.portal.name, url: settings.portal.url ?? "", link: settings.portal.link),
        language: settings.portal.language, from: mail.from,
        replyTo: mail.replyTo, keys: settings.tokenKeys,
        templates: try MailTemplates(overrides: try mail.templates.map(TemplateFolder.read) ?? [:]))
    } catch {
      throw CommandFailure("\(settings.path): mail.templates: \(wording.explain(error).text)")
    }
  }

  func waiting(in store: any Store) throws -> Report.MailTally {
    let tally = try tally(store)
    return Report.MailTally(queued: 0, sent: 0, failed: 0, waiting: tally.waiting + tally.postponed)
  }

  private func tally(_ store: any Store) throws -> OutboxTally {
    try saying { () throws(StoreError) in try store.tally(at: Date()) }
  }
}
