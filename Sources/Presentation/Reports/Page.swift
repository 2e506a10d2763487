import Foundation

/// The bytes of a text report, line by line, within the width of a terminal.
///
/// Every text goes through `TerminalText`; only the ink of the page itself makes escape sequences, and a line is
/// broken between its pieces and never inside one.
struct Page {
  /// A text and the ink it is written in.
  struct Span {
    let text: String
    let ink: Ink

    init(_ text: String, _ ink: Ink = .plain) {
      self.text = text
      self.ink = ink
    }
  }

  /// What becomes of a line that is longer than the page is wide.
  enum Overflow {
    /// It goes on in the next line, this far from the left.
    case wrap(hanging: Int)
    /// Its end is left out, and a sign says so.
    case cut
  }

  private(set) var bytes: [UInt8] = []
  private let width: Int?
  private let colours: Bool
  private let ellipsis: String

  init(_ style: TextStyle) {
    // Narrower than this, indented text would have no room at all.
    width = style.width.map { max($0, 24) }
    colours = style.colours
    ellipsis = style.symbols.ellipsis
  }

  /// Hands the bytes over and begins anew.
  mutating func tear() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func line() { bytes.append(0x0A) }

  mutating func line(_ text: String, _ ink: Ink = .plain, indent: Int = 0) {
    line([Span(text, ink)], indent: indent, .wrap(hanging: indent))
  }

  /// Writes one line, or as many as it takes.
  mutating func line(_ spans: [Span], indent: Int, _ overflow: Overflow) {
    guard let width else {
      appendSpaces(indent)
      for span in spans { append(TerminalText.safe(span.text), span.ink) }
      return line()
    }
    let safe = spans.map { Span(TerminalText.safe($0.text), $0.ink) }
    let columns = safe.reduce(indent) { $0 + DisplayWidth.of($1.text) }
    if columns <= width {
      appendSpaces(indent)
      for span in safe { append(span.text, span.ink) }
      line()
    } else {
      lay(safe, indent, overflow, width)
    }
  }

  /// Writes the lines of another page, each behind a bar.
  mutating func paste(_ other: Page, behind bar: String, _ ink: Ink) {
    for line in other.bytes.split(separator: 0x0A) {
      append(bar, ink)
      bytes.append(contentsOf: line)
      self.line()
    }
  }

  private mutating func lay(_ spans: [Span], _ indent: Int, _ overflow: Overflow, _ width: Int) {
    switch overflow {
    case .cut: lines(TextFlow(spans).cut(to: width - indent, ending: ellipsis), indent, indent)
    case .wrap(let hanging):
      lines(TextFlow(spans).wrapped(first: width - indent, next: width - hanging), indent, hanging)
    }
  }

  private mutating func lines(_ lines: [[Span]], _ indent: Int, _ hanging: Int) {
    for (index, spans) in lines.enumerated() {
      appendSpaces(index == 0 ? indent : hanging)
      for span in spans { append(span.text, span.ink) }
      line()
    }
  }

  private mutating func appendSpaces(_ count: Int) {
    for _ in 0..<count { bytes.append(0x20) }
  }

  private mutating func append(_ text: String, _ ink: Ink) {
    guard colours && ink != .plain && !text.isEmpty else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(contentsOf: ink.start)
    bytes.append(contentsOf: text.utf8)
    bytes.append(contentsOf: Ink.end)
  }
}
