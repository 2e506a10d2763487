import Foundation
import Provisioning

/// The journal of runs, one line each: when, what came of it, the figures.
package struct RunListing {
  private let runs: [RunLine]
  private let words: any Wording
  private let style: TextStyle

  package init(_ runs: [RunLine], style: TextStyle) {
    self.runs = runs
    self.style = style
    words = style.wording
  }

  /// The last run first.
  package var lines: [String] {
    if runs.isEmpty { return [words.say(.noRuns)] }
    let heading = [Label.run, .when, .mode, .outcome, .figures].map { words.say($0) }
    return TextTable([heading] + runs.map(cells)).lines
  }

  private func cells(_ run: RunLine) -> [String] {
    [
      run.id, words.say(run.startedAt), words.say(.mode(run.mode)), outcome(of: run),
      figures(of: run),
    ]
  }

  /// With the codes of what it was refused for, or failed from; of several directories each has its own.
  private func outcome(of run: RunLine) -> String {
    let only = run.directories.count == 1 ? run.directories.first : nil
    return words.say(.outcome(run.outcome)) + (only.map(cause(of:)) ?? "")
  }

  private func cause(of directory: RunLine.Directory) -> String {
    directory.cause.map { " (\($0.replacing(",", with: ", ")))" } ?? ""
  }

  private func figures(of run: RunLine) -> String {
    let isDone = run.outcome == .applied
    var parts = run.counts.tallies.map { words.say($0, done: isDone) }
    if run.problems > 0 { parts.append(words.say(.problems, run.problems)) }
    let directories = run.directories.count > 1 ? failing(run) : ""
    // A refusal for what is missing has no changes either, and yet there was something to do.
    if parts.isEmpty && (run.outcome == .failed || run.outcome == .refused) { return "–" + directories }
    return (parts.isEmpty ? words.say(.noChange) : parts.joined(separator: ", ")) + directories
  }

  /// With several directories, those that did not come to what the others did.
  private func failing(_ run: RunLine) -> String {
    let others = run.directories.filter { $0.outcome == .failed || $0.outcome == .refused }
    guard !others.isEmpty else { return "" }
    let names = others.map { $0.name + words.say(.colon) + words.say(.outcome($0.outcome)) + cause(of: $0) }
    return " (" + names.joined(separator: ", ") + ")"
  }

  /// The same for programs: a list of objects.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.array(.lines) { json in runs.forEach { write($0, &json) } }
    json.finish()
    return json.bytes
  }

  private func write(_ run: RunLine, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", run.id)
      json.member("mode", run.mode.rawValue)
      json.member("outcome", run.outcome.rawValue)
      json.member("startedAt", CivilTime(run.startedAt).iso)
      json.member("endedAt", CivilTime(run.endedAt).iso)
      json.member("by", run.actor.origin)
      json.key("directories")
      json.array { json in
        for directory in run.directories {
          json.object {
            $0.member("name", directory.name)
            $0.member("outcome", directory.outcome.rawValue)
            if let cause = directory.cause { $0.member("cause", cause) }
          }
        }
      }
      json.key("counts")
      json.object { json in
        JSONReport.counts(run.counts, &json)
        if run.mode == .relink { JSONReport.relinkCounts(run.counts, &json) }
      }
      json.member("problems", run.problems)
    }
  }
}
