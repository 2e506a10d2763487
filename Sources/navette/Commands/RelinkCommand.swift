import ArgumentParser
import Presentation
import Provisioning

/// New ties for entries whose anchors are others now.
struct RelinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relink", abstract: "Show, and with --apply make, new ties for entries whose identifier changed.",
    discussion: """
      For entries that were created anew, a directory that was rebuilt, or another `anchor` in the mapping. Without \
      numbers: everybody who is found again without a doubt, and who is left for a decision. With numbers: these \
      accounts, all of them or none, those included that only wait for a decision. Only ties change; nobody is \
      created, deactivated or mailed.
      """)

  @OptionGroup var configOption: ConfigOption
  @Argument(help: "The numbers of the accounts to tie anew.")
  var numbers: [String] = []
  @Flag(help: "Make the ties that are shown.")
  var apply = false
  @Flag(help: "Exit with 2 when there are ties to make.")
  var check = false
  @Option(
    help: ArgumentHelp("Let up to this many ties not be found again, instead of half of them.", valueName: "limit"))
  var notFound: Limit?
  @OptionGroup var reportOptions: ReportOptions

  func validate() throws {
    if apply && check { throw ValidationError(Language.ofSurroundings.explain(.checkAndApply)) }
    if notFound != nil && !numbers.isEmpty {
      throw ValidationError(Language.ofSurroundings.explain(.notFoundOfNumbers))
    }
  }

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let report = try wiring.relink(
      Wiring.NewTies(
        numbers: numbers, applies: apply, notFound: notFound, drawsFigures: reportOptions.format == .html),
      style: wiring.style(redact: reportOptions.redact))
    try reportOptions.write(
      report, style: reportOptions.style(for: wiring.settings, environment: wiring.environment))
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
    exitCode(of: report).exit()
  }

  private func exitCode(of report: Report) -> ExitCode {
    switch report.outcome {
    case .failed: .failed
    case .refused: .refused
    case .changes: check ? .changesFound : .settledOrApplied
    case .settled, .applied: .settledOrApplied
    }
  }
}
