import ArgumentParser
import Foundation
import Provisioning

/// Plan, guard, apply, deliver.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Bring the accounts in step with the directories, and let the mails leave.")

  @OptionGroup var configOption: ConfigOption
  @OptionGroup var reportOptions: ReportOptions
  @OptionGroup var limitOptions: LimitOptions

  @Flag(help: "First run on a living portal: tie and record everything, mail nobody.")
  var adopt = false
  @Flag(help: "Read everything, whatever is known of earlier reads.")
  var full = false
  @Flag(help: "Leave the mails in the outbox for `navette deliver`.")
  var noDeliver = false

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let report = try wiring.sync(
      Wiring.Wishes(
        adopts: adopt, limits: limitOptions.applied(to: wiring.limits), drawsFigures: reportOptions.format == .html),
      delivers: !noDeliver)
    try reportOptions.write(report, style: reportOptions.style(for: wiring.settings, environment: wiring.environment))
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
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
