import Foundation
import Testing

@testable import Presentation

/// JSON as RFC 8259 has it, and safe to show.
struct JSONWriterTests {
  private func json(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\u{0}\u{1B}\u{7F}", #""\u0000\u001b\u007f""#), ("\u{80}\u{9B}\u{AD}", #""\u0080\u009b\u00ad""#),
    ("É «\u{A0}»", "\"É «\u{A0}»\""), ("\u{2028}\u{2029}", #""\u2028\u2029""#),
    ("a\u{202E}b", #""a\u202eb""#), ("’ … → 1\u{202F}430", "\"’ … → 1\u{202F}430\""), ("日本", "\"日本\""),
    ("👩‍👧", "\"👩‍👧\""), ("\u{E0041}", #""\udb40\udc41""#), ("\u{FEFF}", #""\ufeff""#),
  ])
  func `a string is escaped`(_ text: String, _ expected: String) throws {
    let written = json { $0.value(text) }
    #expect(written == expected)
    let back = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed) as? String
    #expect(back.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test func `every scalar comes back as it was`() throws {
    let scalars = (UInt32(0)...0x10FFFF).lazy.filter { $0 < 0x3000 || $0 % 97 == 0 }.compactMap(Unicode.Scalar.init)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let written = json { $0.value(String(text)) }
    let back = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed) as? String
    #expect(back.map { Array($0.utf8) } == Array(String(text).utf8))
  }

  @Test(arguments: [(0.41, "0.41"), (0, "0.00"), (12.345, "12.35"), (1_000_000, "1000000.00"), (-0.5, "-0.50")])
  func `seconds have two decimals`(_ value: Double, _ expected: String) {
    #expect(json { $0.hundredths(value) } == expected)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is no number is written as zero, for JSON has no name for it`(_ value: Double) {
    #expect(json { $0.hundredths(value) } == "0.00")
  }

  @Test func `commas and lines stand where they should`() {
    let text = json {
      $0.object(.lines) {
        $0.member("a", 1)
        $0.key("b")
        $0.array(.lines) {
          $0.object { $0.member("c", String?.none) }
          $0.object { _ in }
        }
        $0.key("d")
        $0.array {
          $0.value(1)
          $0.value(2)
        }
        $0.key("e")
        $0.array(.lines) { _ in }
      }
    }
    #expect(
      text == """
        {
          "a": 1,
          "b": [
            { "c": null },
            {}
          ],
          "d": [1, 2],
          "e": []
        }
        """)
  }
}
