import Foundation

/// Names as French writes them: `JEAN-PIERRE` becomes `Jean-Pierre`, `DE LA TOUR` `de la Tour`, `O'BRIEN` `O'Brien`.
///
/// Prepositions (de, du, des, d') stay small; articles (le, la, les, l') only behind another word, since a name that
/// begins with one has it in capitals: Le Goff, La Fontaine. The last word is a name whatever it is.
enum NameCase {
  private typealias Word = ArraySlice<UInt8>

  static func apply(to text: String) -> String {
    let lowered = Array(Transform.isASCII(text) ? Transform.asciiLowercased(text).utf8 : text.lowercased().utf8)
    let lastWordEnd = (lowered.lastIndex { !isJoint($0) } ?? -1) + 1
    var result: [UInt8] = []
    result.reserveCapacity(lowered.count)
    var start = 0
    var isFirst = true
    while start < lowered.count {
      if isJoint(lowered[start]) {
        result.append(lowered[start])
        start += 1
        continue
      }
      let end = lowered[start...].firstIndex(where: isJoint) ?? lowered.count
      append(lowered[start..<end], isFirst: isFirst, isLast: end == lastWordEnd, to: &result)
      isFirst = false
      start = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isJoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") }

  private static func append(_ word: Word, isFirst: Bool, isLast: Bool, to result: inout [UInt8]) {
    if !isLast, isPreposition(word) || (!isFirst && isArticle(word)) {
      result += word
      return
    }
    guard let (head, apostrophe, tail) = splitAtApostrophe(word) else { return capitalize(word, to: &result) }
    let staysSmall = head.elementsEqual("d".utf8) || (!isFirst && head.elementsEqual("l".utf8))
    if staysSmall, !tail.isEmpty { result += head } else { capitalize(head, to: &result) }
    result += apostrophe
    capitalize(tail, to: &result)
  }

  private static func isPreposition(_ word: Word) -> Bool {
    word.count <= 3 && ["de", "du", "des"].contains { (known: StaticString) in isSame(word, known) }
  }

  private static func isArticle(_ word: Word) -> Bool {
    word.count <= 3 && ["le", "la", "les"].contains { (known: StaticString) in isSame(word, known) }
  }

  private static func isSame(_ word: Word, _ known: StaticString) -> Bool {
    word.elementsEqual(UnsafeBufferPointer(start: known.utf8Start, count: known.utf8CodeUnitCount))
  }

  /// At the straight apostrophe of keyboards or the curved one of printers.
  private static func splitAtApostrophe(_ word: Word) -> (head: Word, apostrophe: Word, tail: Word)? {
    for index in word.indices {
      let length = word[index] == 0x27 ? 1 : word[index] == 0xe2 && word[index...].starts(with: "’".utf8) ? 3 : 0
      if length > 0 { return (word[..<index], word[index..<(index + length)], word[(index + length)...]) }
    }
    return nil
  }

  private static func capitalize(_ word: Word, to result: inout [UInt8]) {
    guard let first = word.first else { return }
    guard first >= 0x80 else {
      result.append(first >= 97 && first <= 122 ? first & 0xdf : first)
      result += word.dropFirst()
      return
    }
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    result += (scalars.first?.properties.titlecaseMapping ?? "").utf8
    result += String(scalars.dropFirst()).utf8
  }
}
