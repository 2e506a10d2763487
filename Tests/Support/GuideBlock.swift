import Foundation

/// The commands that a page of `docs/` gives for a shell, to be run as they stand there.
package enum GuideBlock {
  /// The blocks ```` ```sh ```` below a heading.
  ///
  /// - Throws: `ScenarioFailure` when there are none.
  package static func shell(in page: String, below heading: String) throws -> [String] {
    let lines = try String(contentsOfFile: page, encoding: .utf8).components(separatedBy: "\n")
    var blocks: [String] = []
    var isBelow = false
    var block: [String]?
    for line in lines {
      if let written = block {
        block = line == "```" ? nil : written + [line]
        if line == "```" { blocks.append(written.joined(separator: "\n")) }
      } else if line.hasPrefix("## ") {
        isBelow = line == "## " + heading
      } else if line == "```sh", isBelow {
        block = []
      }
    }
    guard !blocks.isEmpty else { throw ScenarioFailure("\(page) has no commands below “\(heading)”") }
    return blocks
  }
}
