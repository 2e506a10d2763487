import Foundation

/// One kind of step: how it reads, with `{}` for what varies, and what it does.
package struct ScenarioStepKind {
  let pattern: String
  let act: (ScenarioWorld, [String], ScenarioFile.Step) throws -> Void

  init(_ pattern: String, _ act: @escaping (ScenarioWorld, [String], ScenarioFile.Step) throws -> Void) {
    self.pattern = pattern
    self.act = act
  }

  /// What stands for each `{}`, or nil when the sentence is another.
  func values(in text: String) -> [String]? {
    let parts = pattern.components(separatedBy: "{}")
    guard var rest = Optional(text[...]), rest.hasPrefix(parts[0]) else { return nil }
    rest = rest.dropFirst(parts[0].count)
    var values: [String] = []
    for (index, part) in parts.enumerated().dropFirst() {
      if part.isEmpty && index == parts.count - 1 {
        values.append(String(rest))
        rest = ""
      } else {
        guard let range = rest.range(of: part) else { return nil }
        values.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
    }
    return rest.isEmpty ? values : nil
  }

  /// All of them; a sentence is the first that fits.
  package static var all: [ScenarioStepKind] { given + running + mails + accounts }
}

extension ScenarioFile {
  /// Tells the story in a world of its own.
  package func play(in world: ScenarioWorld) throws {
    for step in try steps() {
      do {
        try world.settleCode(before: step)
        try world.take(step)
      } catch {
        throw ScenarioMishap(file: self, step: step, what: "\(error)", lastRun: world.ending?.summary)
      }
    }
    if let step = try steps().last {
      do { try world.settleCode(before: nil) } catch {
        throw ScenarioMishap(file: self, step: step, what: "\(error)", lastRun: world.ending?.summary)
      }
    }
  }

}

/// Where a scenario went another way, and what was to be seen there.
package struct ScenarioMishap: Error, CustomStringConvertible {
  package let file: ScenarioFile
  package let step: ScenarioFile.Step
  let what: String
  let lastRun: String?

  package var description: String {
    "\(file).txt:\(step.line): \(step.text)\n\(what)" + (lastRun.map { "\nThe last run: \($0)" } ?? "")
  }
}

extension ScenarioWorld {
  func take(_ step: ScenarioFile.Step) throws {
    for kind in ScenarioStepKind.all {
      if let values = kind.values(in: step.text) { return try kind.act(self, values, step) }
    }
    throw ScenarioFailure("nobody knows this step; Tests/ScenarioTests/README.md has those there are")
  }

  /// A run whose exit code the scenario does not mention has to end with 0.
  func settleCode(before step: ScenarioFile.Step?) throws {
    guard isCodeOpen else { return }
    isCodeOpen = false
    if let step, step.text.hasPrefix("exit ") { return }
    guard try lastEnding().code == 0 else { throw ScenarioFailure("the run before this step did not exit 0") }
  }
}
