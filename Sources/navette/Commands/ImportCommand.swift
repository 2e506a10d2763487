import ArgumentParser
import Foundation
import Presentation
import Provisioning
import Stores

/// Brings in the accounts that a portal has already.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring in the accounts a portal has already, tied to nothing.",
    discussion: """
      The first line names the columns, in any order: \(AccountFile.columns.joined(separator: ", ")), and \
      attributes.NAME; lastName must be there. Separated by commas or semicolons, in UTF-8. Every line is checked \
      before one is written: all of them, or none. `navette sync --adopt` ties them afterwards.
      """)

  @OptionGroup var configOption: ConfigOption
  @Argument(help: ArgumentHelp("The file of accounts.", valueName: "file.csv"))
  var file: String
  @Flag(help: "Show what would be brought in and write nothing; exit with 2 when there is something.")
  var check = false
  @Flag(help: "Hide names, numbers and addresses.")
  var redact = false

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let style = TextStyle.forAnswer(wiring.settings.portal, environment: wiring.environment, redact: redact)
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(style.language.unreadableImport(file))
    }
    let accounts = AccountFile(Array(data))
    let preview = try review(accounts, in: wiring.openStore(.readOnly), wiring)
    try refuse(preview, style)
    ImportText(preview, file: file, style: style).write { StandardOutput.write($0) }
    if check {
      say(style.language.importPreviewed)
      (preview.accounts.isEmpty ? ExitCode.settledOrApplied : .changesFound).exit()
    }
    say(style.language.imported(try write(accounts, wiring, style)))
  }

  /// Looks once more while nobody else may write, so that what was shown is what is written.
  private func write(_ accounts: AccountFile, _ wiring: Wiring, _ style: TextStyle) throws -> Int {
    let store = try wiring.openStore(.readWrite)
    let actor = Invocation.actor(.command, "import")
    return try wiring.saying {
      try store.exclusively(as: actor, at: Date()) {
        let review = try review(accounts, in: store, wiring)
        try refuse(review, style)
        switch try store.bringIn(review.accounts, by: actor, at: Date()) {
        case .written(let count): return count
        case .taken(let numbers):
          throw refusal(numbers.sorted().map { ImportFault(.numberTaken($0), column: "number") }, style)
        }
      }
    }
  }

  private func review(_ accounts: AccountFile, in store: any Store, _ wiring: Wiring) throws -> ImportReview {
    // No directory is meant: only accounts are asked for, and none is named so.
    let matches = try wiring.saying { try store.matches(ImportReview.keys(of: accounts), in: "", at: Date()) }
    return ImportReview(accounts, matches: matches)
  }

  private func refuse(_ review: ImportReview, _ style: TextStyle) throws {
    if !review.faults.isEmpty { throw refusal(review.faults, style) }
  }

  private func refusal(_ faults: [ImportFault], _ style: TextStyle) -> CommandFailure {
    let lines = faults.map { style.wording.explain($0).terminalText }
    return CommandFailure((lines + [style.language.importRefused(faults.count)]).joined(separator: "\n"))
  }

  private func say(_ text: String) { StandardOutput.write(Array(("\n" + text + "\n").utf8)) }
}
