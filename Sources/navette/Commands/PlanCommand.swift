import ArgumentParser
import Foundation
import Provisioning

/// The dry run.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a sync would do, person by person. Writes nothing.")

  @OptionGroup var options: RunOptions

  @Flag(help: "Exit with 2 when there are changes.")
  var check = false
  @Option(
    help: ArgumentHelp("Look only at entries this filter (RFC 4515) matches; counts no absences.", valueName: "filter"))
  var only: FilterArgument?
  @Flag(help: "Show each search as an ldapsearch command, on standard error.")
  var showSearches = false

  func run() throws {
    let wiring = try options.wiring()
    if showSearches { wiring.printSearches(only: only?.filter) }
    let report = try wiring.plan(options.wishes(for: wiring, only: only?.filter))
    try options.write(report, wiring)
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
