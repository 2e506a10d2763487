import ArgumentParser
import Foundation
import Provisioning

/// The dry run.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a sync would do, person by person. Writes nothing.")

  @OptionGroup var configOption: ConfigOption
  @OptionGroup var reportOptions: ReportOptions
  @OptionGroup var limitOptions: LimitOptions

  @Flag(help: "Exit with 2 when there are changes.")
  var check = false
  @Flag(help: "Read everything, whatever is known of earlier reads.")
  var full = false
  @Option(
    help: ArgumentHelp("Look only at entries this filter (RFC 4515) matches; counts no absences.", valueName: "filter"))
  var only: FilterArgument?
  @Flag(help: "Show the plan of an adoption: tie and record everything, mail nobody.")
  var adopt = false
  @Flag(help: "Show each search as an ldapsearch command, on standard error.")
  var showSearches = false

  func run() throws {
    let wiring = try Wiring(configOption.config)
    if showSearches { wiring.printSearches(only: only?.filter) }
    let report = try wiring.plan(
      Wiring.Wishes(
        only: only?.filter, adopts: adopt, limits: limitOptions.applied(to: wiring.limits),
        drawsFigures: reportOptions.format == .html))
    try reportOptions.write(report, style: reportOptions.style(for: wiring.settings, environment: wiring.environment))
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
    exitCode(of: report).exit()
  }

  private func exitCode(of report: Report) -> ExitCode {
    switch report.outcome {
    case .failed: .failed
    case .refused: .refused
    case .changes, .applied: check ? .changesFound : .settledOrApplied
    case .settled: .settledOrApplied
    }
  }
}

/// A filter on the command line, read before anything is done.
struct FilterArgument: ExpressibleByArgument {
  let filter: Filter

  init?(argument: String) {
    do {
      filter = try Filter(parsing: argument)
    } catch {
      return nil
    }
  }
}
