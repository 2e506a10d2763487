import Foundation

/// Names as French writes them: `JEAN-PIERRE` becomes `Jean-Pierre`, `DE LA TOUR` `de la Tour`, `O'BRIEN` `O'Brien`.
///
/// Prepositions (de, du, des, d') stay small; articles (le, la, les, l') only behind another word, since a name that
/// begins with one has it in capitals: Le Goff, La Fontaine. The last word is a name whatever it is.
enum NameCase {
  private static let prepositions: Set<String> = ["de", "du", "des"]
  private static let articles: Set<String> = ["le", "la", "les"]

  static func apply(to text: String) -> String {
    let lowered = Transform.isASCII(text) ? Transform.asciiLowercased(text) : text.lowercased()
    var result = ""
    result.reserveCapacity(lowered.utf8.count)
    var word = lowered.startIndex
    var isFirst = true
    var index = lowered.startIndex
    while index < lowered.endIndex {
      if isJoint(lowered[index]) {
        let isLast = !lowered[index...].contains { !isJoint($0) }
        append(lowered[word..<index], isFirst: isFirst, isLast: isLast, to: &result)
        isFirst = isFirst && word == index
        result.append(lowered[index])
        word = lowered.index(after: index)
      }
      index = lowered.index(after: index)
    }
    append(lowered[word...], isFirst: isFirst, isLast: true, to: &result)
    return result
  }

  private static func isJoint(_ character: Character) -> Bool { character == "-" || character == " " }

  private static func append(_ word: Substring, isFirst: Bool, isLast: Bool, to result: inout String) {
    guard !word.isEmpty else { return }
    if !isLast, word.utf8.count <= 3 {
      let text = String(word)
      if prepositions.contains(text) || (!isFirst && articles.contains(text)) {
        result += text
        return
      }
    }
    guard let apostrophe = word.firstIndex(where: { $0 == "'" || $0 == "’" }) else {
      capitalize(word, to: &result)
      return
    }
    let head = word[..<apostrophe]
    let tail = word[word.index(after: apostrophe)...]
    if !tail.isEmpty && (head == "d" || (head == "l" && !isFirst)) {
      result += head
    } else {
      capitalize(head, to: &result)
    }
    result.append(word[apostrophe])
    capitalize(tail, to: &result)
  }

  private static func capitalize(_ word: Substring, to result: inout String) {
    guard let first = word.unicodeScalars.first else { return }
    result += first.properties.titlecaseMapping
    result += Substring(word.unicodeScalars.dropFirst())
  }
}
