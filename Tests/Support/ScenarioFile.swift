import Foundation

/// A scenario as an operator would tell it: a text file, a step a line, what belongs to a step indented below it.
package struct ScenarioFile: Sendable, CustomStringConvertible {
  /// One sentence of the story.
  package struct Step: Sendable {
    package let line: Int
    package let text: String
    /// The indented lines below it, without their indentation.
    package let block: String
  }

  package let path: String
  package var description: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

  package init(path: String) { self.path = path }

  /// Every scenario of a folder, so that a new file is a new test.
  package static func all(in folder: String) -> [ScenarioFile] {
    // A folder that cannot be listed has no scenarios, and a test counts them.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { ScenarioFile(path: folder + "/" + $0) }
  }

  package func steps() throws -> [Step] {
    Self.steps(of: try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n"))
  }

  /// - Parameter first: the number of the first line, counting from 1.
  static func steps(of lines: [String], from first: Int = 1) -> [Step] {
    var steps: [Step] = []
    var index = 0
    while index < lines.count {
      let line = lines[index]
      let number = index + first
      index += 1
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let begin = index
      while index < lines.count, lines[index].isEmpty || lines[index].hasPrefix(" ") { index += 1 }
      steps.append(Step(line: number, text: line, block: dedented(lines[begin..<index])))
    }
    return steps
  }

  private static func dedented(_ lines: ArraySlice<String>) -> String {
    guard let first = lines.first(where: { !$0.isEmpty }) else { return "" }
    let margin = first.prefix { $0 == " " }.count
    var block = lines.map { $0.prefix(margin).allSatisfy { $0 == " " } ? String($0.dropFirst(margin)) : $0 }
    while block.last?.isEmpty == true { block.removeLast() }
    return block.joined(separator: "\n") + "\n"
  }
}

/// What did not happen as the scenario says.
package struct ScenarioFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
