import ArgumentParser
import Provisioning

/// What a dry run and the run it foretells have in common, so that the one can be asked what the other would do.
struct RunOptions: ParsableArguments {
  @OptionGroup var configOption: ConfigOption
  @OptionGroup var reportOptions: ReportOptions
  @OptionGroup var limitOptions: LimitOptions

  @Flag(help: "First run on a portal that lives: tie and record everything, mail nobody.")
  var adopt = false
  @Flag(help: "Read everything, whatever is known of earlier reads.")
  var full = false

  func wiring() throws -> Wiring { try Wiring(configOption.config) }

  func wishes(for wiring: Wiring, only: Filter? = nil) -> Wiring.Wishes {
    Wiring.Wishes(
      only: only, adopts: adopt, full: full, limits: limitOptions.applied(to: wiring.limits),
      drawsFigures: reportOptions.format == .html)
  }

  /// Writes the report, unless nobody has to read it, and says so when the operator stopped the run.
  func write(_ report: Report, _ wiring: Wiring, unless isIdle: Bool = false) throws {
    if !isIdle {
      let style = reportOptions.style(for: wiring.settings, environment: wiring.environment)
      try reportOptions.write(report, style: style)
    }
    if Interruption.isAsked { throw CommandFailure(wiring.stopped) }
  }
}
