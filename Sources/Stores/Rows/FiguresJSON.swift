import Provisioning

/// Reads the figures of a run as `RunJSON.text` writes them, without a general decoder.
struct FiguresJSON {
  private var rest: ArraySlice<UInt8>

  /// Nil when there is anything else than figures that are known: bases, or white space.
  static func counts(of utf8: [UInt8]) -> Counts? {
    var reader = FiguresJSON(rest: utf8[...])
    return reader.counts()
  }

  private mutating func counts() -> Counts? {
    var counts = Counts()
    guard take("{") else { return nil }
    repeat {
      guard take("\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
      let name = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[end...].dropFirst()
      if name == "bases" {
        guard take(":[]") else { return nil }
      } else {
        guard let figure = Counts.figures[name], take(":"), let number = number() else { return nil }
        counts[keyPath: figure] = number
      }
    } while take(",")
    return take("}") && rest.isEmpty ? counts : nil
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let isNext = text.withUTF8Buffer { rest.starts(with: $0) }
    if isNext { rest = rest.dropFirst(text.utf8CodeUnitCount) }
    return isNext
  }
}
