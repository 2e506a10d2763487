import Foundation

/// A way to write a date such as `dd/MM/yyyy` or `yyyyMMddHHmmss`: runs of `y M d H m s`, anything else as it is.
package struct DatePattern: Equatable, Sendable {
  package let text: String
  private let runs: [Run]

  private struct Run: Equatable {
    let letter: Character
    var count: Int
  }

  /// Nil unless the pattern has a four-digit year, a month and a day, and no other letter.
  package init?(_ text: String) {
    var runs: [Run] = []
    for letter in text {
      if let last = runs.last, last.letter == letter {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(letter: letter, count: 1))
      }
    }
    let fields = runs.filter { $0.letter.isLetter }
    let hasDay = [("y", 4...4), ("M", 1...2), ("d", 1...2)].allSatisfy { letter, counts in
      fields.filter { $0.letter == Character(letter) && counts.contains($0.count) }.count == 1
    }
    let isKnown = fields.allSatisfy { "yMd".contains($0.letter) || ("Hms".contains($0.letter) && $0.count <= 2) }
    guard hasDay, isKnown else { return nil }
    self.text = text
    self.runs = runs
  }

  /// The day the text names; nil when it is not written like that, or there is no such day.
  package func day(_ text: String) -> CalendarDay? {
    var rest = Array(text.utf8)[...]
    var found: [Character: Int] = [:]
    for run in runs {
      if run.letter.isLetter {
        guard let number = Self.takeNumber(&rest, digits: run.count) else { return nil }
        found[run.letter] = number
      } else {
        let literal = String(repeating: run.letter, count: run.count).utf8
        guard rest.starts(with: literal) else { return nil }
        rest = rest.dropFirst(literal.count)
      }
    }
    guard rest.isEmpty, let year = found["y"], let month = found["M"], let day = found["d"],
      found["H", default: 0] < 24, found["m", default: 0] < 60, found["s", default: 0] <= 60
    else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }

  /// One letter takes one or two digits, more letters exactly as many.
  private static func takeNumber(_ rest: inout ArraySlice<UInt8>, digits count: Int) -> Int? {
    let digits = rest.prefix(count == 1 ? 2 : count).prefix { $0 >= 48 && $0 <= 57 }
    guard count == 1 ? !digits.isEmpty : digits.count == count else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
  }
}
