import Foundation

/// Texts as people compare them: line breaks and the bar of a refusal do not matter.
enum ScenarioText {
  static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "┃", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func expect(_ wanted: String, in text: String, _ what: String) throws {
    guard plain(text).contains(plain(wanted)) else {
      throw ScenarioFailure("\(what) does not contain “\(wanted)”:\n\(text)")
    }
  }

  static func expectNo(_ unwanted: String, in text: String, _ what: String) throws {
    guard !plain(text).contains(plain(unwanted)) else {
      throw ScenarioFailure("\(what) contains “\(unwanted)”:\n\(text)")
    }
  }

  /// A command line as a shell splits it: at spaces, but for what stands in quotes.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  static func json(_ value: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .fragmentsAllowed]
    return String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
  }

  /// What stands at a path such as `counts.create` or `changes.0.kind`.
  static func value(at path: String, in report: [String: Any]) throws -> String {
    var value: Any = report
    for step in path.split(separator: ".") {
      if let list = value as? [Any], let index = Int(step), list.indices.contains(index) {
        value = list[index]
      } else if let object = value as? [String: Any], let next = object[String(step)] {
        value = next
      } else {
        return "not there"
      }
    }
    if let text = value as? String { return text }
    return try json(value)
  }
}
