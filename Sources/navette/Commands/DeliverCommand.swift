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
    var tally: Report.MailTally?
    var saidFailure: String?
    repeat {
      if saidFailure != nil {
        Interruption.pause(seconds: 2)
      } else if let tally {
        waitForMails(in: store, after: tally)
        // Links that were made with a new key while we waited.
        if let keys = TokenKeyFile.now(at: wiring.settings.secretKeyFile) { composer = composer?.with(keys: keys) }
      }
      guard !Interruption.isAsked else { break }
      do {
        let next = try wiring.deliver(from: store, with: composer, for: nil)
        if next.sent + next.failed > 0 || next.failure != tally?.failure || tally == nil { say(next, wiring) }
        (tally, saidFailure) = (next, nil)
      } catch let failure as CommandFailure where watch && failure.store?.isPassing == true {
        // A server that is away for a while: what it does not know yet is repeated once it is back.
        if failure.message != saidFailure { StandardError.print(failure.message + "\n" + wiring.waitsForServer) }
        saidFailure = failure.message
      }
    } while watch && !Interruption.isAsked
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
    if let tally { exitCode(of: tally).exit() }
  }

  private func waitForMails(in store: any Store, after tally: Report.MailTally) {
    guard tally.failure == nil else { return Interruption.pause(seconds: 60) }
    store.awaitMails(5) { Interruption.isAsked }
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
