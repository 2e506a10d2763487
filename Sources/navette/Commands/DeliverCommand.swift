import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Sends what the outbox holds.
struct DeliverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Send the mails that wait in the outbox.")

  @OptionGroup var configOption: ConfigOption
  @Flag(help: "Go on sending as mails come, until stopped.")
  var watch = false
  @Flag(help: "Print nothing, unless a mail was refused for good or none could leave.")
  var quiet = false

  func run() throws {
    let wiring = try Wiring(configOption.config)
    guard wiring.settings.mail != nil else {
      throw CommandFailure(wiring.settings.portal.language.noMailSection(wiring.settings.path))
    }
    var composer = try wiring.composer()
    let store = try wiring.openStore(.readWrite)
    var tally = try wiring.deliver(from: store, with: composer, for: nil)
    say(tally, wiring)
    while watch && !Interruption.isAsked {
      if tally.failure == nil {
        store.awaitMails(5) { Interruption.isAsked }
      } else {
        Interruption.pause(seconds: 60)
      }
      guard !Interruption.isAsked else { break }
      // Links that were made with a new key while we waited.
      if let keys = TokenKeyFile.now(at: wiring.settings.secretKeyFile) { composer = composer?.with(keys: keys) }
      let next = try wiring.deliver(from: store, with: composer, for: nil)
      if next.sent + next.failed > 0 || next.failure != tally.failure { say(next, wiring) }
      tally = next
    }
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
    exitCode(of: tally).exit()
  }

  private func say(_ tally: Report.MailTally, _ wiring: Wiring) {
    if quiet && tally.failed == 0 && tally.failure == nil { return }
    wiring.say(tally, StandardOutput.print)
  }

  private func exitCode(of tally: Report.MailTally) -> ExitCode {
    if tally.failure != nil { return .failed }
    return tally.failed > 0 ? .mailRefused : .settledOrApplied
  }
}
