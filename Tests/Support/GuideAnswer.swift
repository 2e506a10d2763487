import Foundation

/// What a guide says a command answers, line by line; blank lines and the width of spaces do not matter.
///
/// `…` is anything, on a line of its own any lines.
struct GuideAnswer {
  private let wanted: [String]

  init(_ lines: [String]) { wanted = Self.worded(lines) }

  private static func worded(_ lines: [String]) -> [String] {
    lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
  }

  func compare(with answer: String) throws {
    let lines = Self.worded(answer.components(separatedBy: "\n"))
    var next = 0
    var mayJump = false
    for line in wanted {
      guard line != "…" else {
        mayJump = true
        continue
      }
      let reach = mayJump ? lines[next...] : lines[next...].prefix(1)
      guard let found = reach.firstIndex(where: { Self.matches($0, line) }) else {
        throw ScenarioFailure("the guide says: \(line)\nwhere it says: \(reach.first ?? "nothing")\n\n\(answer)")
      }
      next = found + 1
      mayJump = false
    }
    guard mayJump || next == lines.count else { throw ScenarioFailure("it goes on: \(lines[next])\n\n\(answer)") }
  }

  private static func matches(_ line: String, _ wanted: String) -> Bool {
    let parts = wanted.components(separatedBy: "…")
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == wanted }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
