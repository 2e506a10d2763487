import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Plan, guard, apply, deliver.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Bring the accounts in step with the directories, and let the mails leave.")

  @OptionGroup var options: RunOptions

  @Flag(help: "Leave the mails in the outbox for `navette deliver`.")
  var noDeliver = false
  @Flag(
    help: "Print nothing, unless something changed, was refused or failed, or a problem is new: for schedulers.")
  var quiet = false

  @Flag(
    help: ArgumentHelp(
      "Go on: run whenever something changed in a directory, until stopped. Ends with 0 when it is stopped."))
  var watch = false

  func validate() throws {
    guard watch, options.adopt || options.limitOptions.areGiven else { return }
    throw ValidationError(Language.ofSurroundings.explain(.watchOfOneRun))
  }

  func run() throws {
    let wiring = try options.wiring()
    if watch {
      var watching = Watching(wiring, options, delivers: !noDeliver, isQuiet: quiet)
      try watching.run()
      ExitCode.settledOrApplied.exit()
    }
    let report = try wiring.sync(options.wishes(for: wiring), delivers: !noDeliver)
    try options.write(report, wiring, unless: quiet && !report.isNews)
    exitCode(of: report).exit()
  }

  private func exitCode(of report: Report) -> ExitCode {
    switch report.outcome {
    case .failed: .failed
    case .refused: .refused
    case .settled, .applied, .changes: report.mails.map { $0.failed > 0 } == true ? .mailRefused : .settledOrApplied
    }
  }
}
