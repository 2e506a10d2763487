import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// One report again, as it was.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Show the report of a run again, as it was.",
    discussion: "Without a run, the last one. `navette runs` lists them.")

  @OptionGroup var configOption: ConfigOption
  @Argument(help: ArgumentHelp("The id of the run, or a beginning that no other run has.", valueName: "run"))
  var runID: String?
  @OptionGroup var reportOptions: ReportOptions

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let store = try wiring.openStore(.readOnly)
    var report = try wiring.saying { try find(in: store, wiring.settings.portal.language) }
    if reportOptions.format == .html { report = try wiring.drawing(report, from: store) }
    try reportOptions.write(report, style: reportOptions.style(for: wiring.settings, environment: wiring.environment))
  }

  private func find(in store: any Store, _ language: Language) throws -> Report {
    let text = runID ?? ""
    let found = runID == nil ? try store.runs(1).map(\.id) : try store.runs(beginning: text)
    // A whole id is the one that is meant, whatever else begins with it.
    let exact = found.first { $0 == text } ?? (found.count == 1 ? found.first : nil)
    if let exact, let report = try store.report(of: exact) { return report }
    if found.count > 1 { throw CommandFailure(language.severalRuns(text, found)) }
    let known = try store.runs(1_000).map(\.id)
    throw CommandFailure(language.noSuchRun(text, nearest: Self.nearest(to: text, among: known), ConfigOption.program))
  }

  /// Three ids whose beginnings are nearest to a text, the latest of equals first.
  private static func nearest(to text: String, among known: [String]) -> [String] {
    let ranked = known.enumerated().map { index, id in
      (distance: EditDistance.distance(text, String(id.prefix(text.count))), index: index, id: id)
    }
    return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(3).map(\.id)
  }
}
