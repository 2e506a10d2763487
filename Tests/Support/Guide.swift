import Foundation

/// A page of `docs/` whose commands are run as they stand there.
///
/// What a page shows in ```` ```console ```` is typed behind `$ `, and answered as the lines below say. A block ```` ```yaml FILE ```` shows
/// lines of that file. Steps of a scenario, for what a reader does elsewhere, stand in comments that begin with `<!-- test`.
package struct Guide: Sendable, CustomStringConvertible {
  package enum Part: Sendable {
    /// What happens besides.
    case step(ScenarioFile.Step)
    /// A command and the lines it answers with; `…` stands for anything.
    case command(line: Int, text: String, answer: [String])
    /// Lines that a file has by now.
    case excerpt(line: Int, file: String, lines: [String])

    package var line: Int {
      switch self {
      case .step(let step): step.line
      case .command(let line, _, _), .excerpt(let line, _, _): line
      }
    }
  }

  package let path: String
  package var description: String { path.components(separatedBy: "/docs/").last ?? path }

  /// Every page below a folder that shows commands.
  package static func all(in folder: String) -> [Guide] {
    // A folder that cannot be listed has no guides, and a test counts them.
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { Guide(path: folder + "/" + $0) }
      .filter { !((try? $0.parts()) ?? []).isEmpty }
  }

  package func parts() throws -> [Part] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    var parts: [Part] = []
    var index = 0
    while index < lines.count {
      let opening = lines[index]
      index += 1
      guard let end = Self.end(of: opening) else { continue }
      let begin = index
      while index < lines.count, lines[index] != end { index += 1 }
      parts += Self.parts(opening, Array(lines[begin..<index]), from: begin + 1)
      index += 1
    }
    return parts
  }

  /// How a block ends that begins so; nil for what is no block.
  private static func end(of line: String) -> String? {
    if line == "<!-- test" { return "-->" }
    return line.hasPrefix("```") ? "```" : nil
  }

  private static func parts(_ opening: String, _ lines: [String], from first: Int) -> [Part] {
    if opening == "<!-- test" { return ScenarioFile.steps(of: lines, from: first).map(Part.step) }
    if opening == "```console" { return commands(lines, from: first) }
    guard opening.hasPrefix("```yaml ") else { return [] }
    return [.excerpt(line: first, file: String(opening.dropFirst(8)), lines: lines)]
  }

  private static func commands(_ lines: [String], from first: Int) -> [Part] {
    let starts = lines.indices.filter { lines[$0].hasPrefix("$ ") }
    return zip(starts, starts.dropFirst() + [lines.count]).map { start, next in
      var text = String(lines[start].dropFirst(2))
      var index = start + 1
      while text.hasSuffix("\\"), index < next {
        text += "\n" + lines[index]
        index += 1
      }
      return .command(line: first + start, text: text, answer: Array(lines[index..<next]))
    }
  }
}
