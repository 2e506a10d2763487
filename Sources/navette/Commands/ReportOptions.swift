import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Where a report goes, and how it looks.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the report is written: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"))
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Hide names, numbers, addresses and values.")
  var redact = false

  /// Reports are sentences, and so may be what stands between them.
  var isTextOnOutput: Bool { format == .text && output == nil }

  func style(for settings: Settings, environment: [String: String]) -> TextStyle {
    let toTerminal = output == nil && StandardOutput.isTerminal
    return TextStyle(
      width: toTerminal ? StandardOutput.width : nil,
      colours: toTerminal && StandardOutput.wantsColours(environment), language: settings.portal.language,
      portal: settings.portal.name, timeZone: settings.portal.zone, redact: redact,
      program: ConfigOption.program)
  }

  func write(_ report: Report, style: TextStyle) throws {
    guard let output else {
      format.write(report, style: style) { StandardOutput.write($0) }
      return
    }
    var bytes: [UInt8] = []
    format.write(report, style: style) { bytes += $0 }
    do throws(FileReplacement.Failure) {
      // People's names and addresses: a new file is its owner's alone.
      try FileReplacement.write(bytes, to: output)
    } catch {
      throw CommandFailure(
        style.language.reportNotWritten(to: output, error.detail, isKept: report.mode == .sync, style.program))
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
