import Foundation

/// Writes JSON (RFC 8259) as it is told, keeping no tree.
///
/// Everything a terminal could misread is escaped, so that a report may be shown as well as parsed.
struct JSONWriter {
  /// Whether the members of a container stand on lines of their own.
  enum Layout { case lines, compact }

  private struct Level {
    let layout: Layout
    let close: UInt8
    var isEmpty = true
  }

  /// Everything on one line, whatever the containers ask for.
  private let isOneLine: Bool
  private(set) var bytes: [UInt8] = []
  private var levels: [Level] = []
  private var followsKey = false

  init(isOneLine: Bool = false) { self.isOneLine = isOneLine }

  /// Hands the bytes over; what comes next follows on.
  mutating func tear() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func object(_ layout: Layout = .compact, _ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(UInt8(ascii: "{"), UInt8(ascii: "}"), layout, body)
  }

  mutating func array(_ layout: Layout = .compact, _ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(UInt8(ascii: "["), UInt8(ascii: "]"), layout, body)
  }

  mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    followsKey = true
  }

  mutating func value(_ text: String?) {
    separate()
    if let text { quote(text) } else { bytes.append(contentsOf: Self.null) }
  }

  mutating func value(_ number: Int?) {
    separate()
    if let number { bytes.append(contentsOf: String(number).utf8) } else { bytes.append(contentsOf: Self.null) }
  }

  mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A number with two decimals.
  mutating func hundredths(_ number: Double) {
    separate()
    let units = number.isFinite && number.magnitude < 1e12 ? Int((number.magnitude * 100).rounded()) : 0
    let decimals = units % 100
    if number < 0 && units > 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(contentsOf: "\(units / 100).\(decimals < 10 ? "0" : "")\(decimals)".utf8)
  }

  mutating func member(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  /// Ends the document.
  mutating func finish() { bytes.append(0x0A) }

  private mutating func container(
    _ open: UInt8, _ close: UInt8, _ layout: Layout, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    let layout = isOneLine ? .compact : layout
    separate()
    bytes.append(open)
    levels.append(Level(layout: layout, close: close))
    try body(&self)
    let level = levels.removeLast()
    if !level.isEmpty && layout == .lines {
      newLine()
    } else if !level.isEmpty && close == UInt8(ascii: "}") {
      bytes.append(0x20)
    }
    bytes.append(close)
  }

  /// A comma between members, and none after a key.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let level = levels.last else { return }
    if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
    levels[levels.count - 1].isEmpty = false
    switch level.layout {
    case .lines: newLine()
    case .compact: if !level.isEmpty || level.close == UInt8(ascii: "}") { bytes.append(0x20) }
    }
  }

  private mutating func newLine() {
    bytes.append(0x0A)
    for level in levels where level.layout == .lines { bytes.append(contentsOf: [0x20, 0x20]) }
  }

  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { JSONEscape.append($0, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let null = Array("null".utf8)
}
