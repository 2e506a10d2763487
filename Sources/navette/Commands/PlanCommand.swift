import ArgumentParser
import Foundation
import Presentation
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
  var only: String?
  @Flag(help: "Show each search as an ldapsearch command, on standard error.")
  var showSearches = false

  func validate() throws { _ = try selection() }

  /// Read before anything is done.
  private func selection() throws -> Filter? {
    guard let only else { return nil }
    do throws(Filter.SyntaxError) {
      return try Filter(parsing: only)
    } catch {
      throw ValidationError(Language.ofSurroundings.explain(error, of: "--only"))
    }
  }

  func run() throws {
    let selection = try selection()
    let wiring = try options.wiring()
    if showSearches { wiring.printSearches(only: selection) }
    let report = try wiring.plan(options.wishes(for: wiring, only: selection))
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
