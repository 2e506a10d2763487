import Foundation

/// How one language writes numbers.
package struct Figures: Equatable, Sendable {
  /// Between thousands.
  package let grouping: String
  package let decimal: String
  /// Between a figure and its per cent sign.
  package let beforePercent: String

  package init(grouping: String, decimal: String, beforePercent: String) {
    self.grouping = grouping
    self.decimal = decimal
    self.beforePercent = beforePercent
  }

  /// `1,430`.
  package func number(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = value < 0 ? "\u{2212}" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.utf8.count - index).isMultiple(of: 3) { text += grouping }
      text.append(digit)
    }
    return text
  }

  /// `14.8`: at most `places` decimals, none that is a closing zero.
  package func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "?" }
    let scale = (0..<places).reduce(1) { power, _ in power * 10 }
    let units = Int((value.magnitude * Double(scale)).rounded())
    var decimals = String(units % scale)
    decimals = String(repeating: "0", count: places - min(places, decimals.utf8.count)) + decimals
    while decimals.hasSuffix("0") { decimals.removeLast() }
    let whole = number(value < 0 ? -(units / scale) : units / scale)
    return decimals.isEmpty || places == 0 ? whole : whole + decimal + decimals
  }

  /// `14.8 %`.
  package func percent(_ value: Double, places: Int = 1) -> String {
    decimal(value, places: places) + beforePercent + "%"
  }

  /// The share a figure has of another, with as many decimals as tell it from the limit it went over.
  package func share(_ found: Int, of whole: Int, over limit: Double?) -> String {
    let value = Double(found) / Double(whole) * 100
    let shown = percent(value)
    guard let limit, shown == percent(limit) else { return shown }
    return percent(value, places: 3)
  }
}
