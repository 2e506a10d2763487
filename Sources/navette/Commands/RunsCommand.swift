import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// The journal of runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Show the journal of runs, the last one first.",
    discussion: "`navette report RUN` shows one of them again.")

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup var configOption: ConfigOption
  @Option(help: ArgumentHelp("At most so many runs.", valueName: "count"))
  var limit = 20
  @Option(help: ArgumentHelp("How the list is written: text, json.", valueName: "format"))
  var format = Format.text

  func validate() throws {
    if limit < 1 { throw ValidationError(Language.ofSurroundings.explain(.runCount)) }
  }

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let store = try wiring.openStore(.readOnly)
    let runs = try wiring.saying { () throws(StoreError) in try store.runs(limit) }
    let listing = RunListing(runs, style: wiring.style())
    switch format {
    case .text: StandardOutput.write(Array((listing.lines.joined(separator: "\n") + "\n").utf8))
    case .json: StandardOutput.write(listing.json)
    }
  }
}
