import ArgumentParser
import Foundation
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

  func run() throws {
    let wiring = try options.wiring()
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
