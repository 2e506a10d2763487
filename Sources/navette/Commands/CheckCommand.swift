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
    var findings: [Finding] = []
    var portal: PortalSettings?
    do throws(SettingsErrors) {
      let path = try SettingsLocation.find(
        option: configOption.config, environment: environment, folder: FileManager.default.currentDirectoryPath)
      let examination = Examination(path: path, environment: environment)
      portal = examination.portal
      findings = examination.findings()
    } catch {
      findings = [Finding(.faulty(.settings, error.description))]
    }
    write(findings, style: .forAnswer(portal, environment: environment))
    (Finding.Tally(findings).isGood ? ExitCode.settledOrApplied : .failed).exit()
  }

  private func write(_ findings: [Finding], style: TextStyle) {
    switch format {
    case .text: CheckText(findings, style: style).write { StandardOutput.write($0) }
    case .json: CheckJSON(findings, style: style).write { StandardOutput.write($0) }
    }
  }
}

extension AnswerFormat: ExpressibleByArgument {}

extension TextStyle {
  /// As standard output is; in the language of the surroundings where the settings say none.
  static func forAnswer(
    _ portal: PortalSettings?, environment: [String: String], redact: Bool = false
  ) -> TextStyle {
    TextStyle(
      width: StandardOutput.width, colours: StandardOutput.wantsColours(environment),
      language: portal?.language ?? Language(environment: environment), timeZone: portal?.zone ?? .gmt, redact: redact)
  }
}
