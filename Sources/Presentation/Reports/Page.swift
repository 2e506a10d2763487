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
    /// It stays as it is: a command that somebody will paste.
    case unbroken
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
  ///
  /// Nearly every line fits, so it is written first and measured on the way, and taken back if it was too long.
  mutating func line(_ spans: [Span], indent: Int, _ overflow: Overflow) {
    let start = bytes.count
    var columns = indent
    appendSpaces(indent)
    for span in spans { columns += append(span) }
    if let width, columns > width {
      bytes.removeSubrange(start...)
      lay(spans.map { Span(TerminalText.safe($0.text), $0.ink) }, indent, overflow, width)
    } else {
      line()
    }
  }

  /// Writes the lines of another page, each behind a bar.
  mutating func paste(_ other: Page, behind bar: String, _ ink: Ink) {
    for line in other.bytes.split(separator: 0x0A) {
      append(Span(bar, ink))
      bytes.append(contentsOf: line)
      self.line()
    }
  }

  private mutating func lay(_ spans: [Span], _ indent: Int, _ overflow: Overflow, _ width: Int) {
    switch overflow {
    case .unbroken: lines([spans], indent, indent)
    case .cut: lines(TextFlow(spans).cut(to: width - indent, ending: ellipsis), indent, indent)
    case .wrap(let hanging):
      lines(TextFlow(spans).wrapped(first: width - indent, next: width - hanging), indent, hanging)
    }
  }

  private mutating func lines(_ lines: [[Span]], _ indent: Int, _ hanging: Int) {
    for (index, spans) in lines.enumerated() {
      appendSpaces(index == 0 ? indent : hanging)
      for span in spans { append(span) }
      line()
    }
  }

  private mutating func appendSpaces(_ count: Int) {
    for _ in 0..<count { bytes.append(0x20) }
  }

  /// Writes one text in its ink and tells how many columns it takes.
  @discardableResult
  private mutating func append(_ span: Span) -> Int {
    let isInked = colours && span.ink != .plain && !span.text.isEmpty
    if isInked { bytes.append(contentsOf: span.ink.start) }
    var text = span.text
    let width = text.withUTF8 { utf8 in
      let width = TerminalText.plainWidth(utf8)
      if width != nil { bytes.append(contentsOf: utf8) }
      return width
    }
    let columns = width ?? appendUnplain(text)
    if isInked { bytes.append(contentsOf: Ink.end) }
    return columns
  }

  private mutating func appendUnplain(_ text: String) -> Int {
    let safe = TerminalText.safe(text)
    bytes.append(contentsOf: safe.utf8)
    return width == nil ? 0 : DisplayWidth.of(safe)
  }
}
