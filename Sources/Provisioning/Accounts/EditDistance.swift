/// How far apart two words are, to find the one somebody meant.
package enum EditDistance {
  /// The known word that is nearest, if it is near enough to be a slip.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let ranked = known.map { (distance(word.lowercased(), $0.lowercased()), $0) }
    guard let best = ranked.min(by: { $0.0 < $1.0 }) else { return nil }
    let length = min(word.count, best.1.count)
    return best.0 <= (length < 4 ? 1 : max(2, length / 3)) ? best.1 : nil
  }

  /// Letters to insert, delete or replace (Levenshtein).
  package static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
