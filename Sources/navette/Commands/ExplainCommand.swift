import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Why this person: everything that is known, and what would happen.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show all there is to say of one person, and what the next run would do.",
    discussion: """
      WHO is a number, an e-mail address, a DN or an identifier of the directory. Shows the entry, each line of the \
      mapping, the tie, the values last agreed, the next run, mails and links. Writes nothing. Exit codes: 0 found, \
      1 nobody found.
      """)

  @OptionGroup var configOption: ConfigOption
  @Argument(help: "A number, an e-mail address, a DN, or an identifier of the directory.")
  var who: String
  @Option(
    help: ArgumentHelp(
      "How it is written: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format: AnswerFormat = .text
  @Flag(help: "Hide names, numbers, addresses and values.")
  var redact = false

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let portal = wiring.settings.portal
    let style = TextStyle.forAnswer(portal, environment: wiring.environment, redact: redact)
    let dossier = try wiring.dossier(on: Inquiry(who))
    switch format {
    case .text:
      let subject = { MailComposer.subject(for: $0, portal: portal.name, in: portal.language) }
      DossierText(dossier, style: style, subject: subject).write { StandardOutput.write($0) }
    case .json: DossierJSON(dossier, style: style).write { StandardOutput.write($0) }
    }
    (dossier.isFound ? ExitCode.settledOrApplied : .failed).exit()
  }
}
