import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Tries everything a run rests on, and writes nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Try settings, mappings, servers, store and relay, and say what to mend.",
    discussion: "A line each with its remedy; nothing is written. Exit codes: 0 all is well, 1 something is not.")

  @OptionGroup var configOption: ConfigOption
  @Option(
    help: ArgumentHelp(
      "How it is written: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format: AnswerFormat = .text

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    do throws(SettingsErrors) {
      let path = try SettingsLocation.find(
        option: configOption.config, environment: environment, folder: FileManager.default.currentDirectoryPath)
      let examination = Examination(path: path, environment: environment)
      let style = TextStyle.forAnswer(examination.language, zone: examination.zone, environment: environment)
      answer(examination.findings(), style: style)
    } catch {
      let style = TextStyle.forAnswer(Language(environment: environment), zone: .gmt, environment: environment)
      answer(error.all.map { Finding(.faulty(.settings, $0)) }, style: style)
    }
  }

  private func answer(_ findings: [Finding], style: TextStyle) -> Never {
    switch format {
    case .text: CheckText(findings, style: style).write { StandardOutput.write($0) }
    case .json: CheckJSON(findings, style: style).write { StandardOutput.write($0) }
    }
    (Finding.Tally(findings).isGood ? ExitCode.settledOrApplied : .failed).exit()
  }
}

extension AnswerFormat: ExpressibleByArgument {}

extension TextStyle {
  /// As standard output is.
  static func forAnswer(_ portal: PortalSettings, environment: [String: String], redact: Bool) -> TextStyle {
    forAnswer(portal.language, zone: portal.zone, environment: environment, redact: redact)
  }

  static func forAnswer(
    _ language: Language, zone: TimeZone, environment: [String: String], redact: Bool = false
  ) -> TextStyle {
    TextStyle(
      width: StandardOutput.width, colours: StandardOutput.wantsColours(environment), language: language,
      timeZone: zone, redact: redact, program: ConfigOption.program)
  }
}
