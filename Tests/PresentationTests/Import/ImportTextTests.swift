import Foundation
import Presentation
import Provisioning
import Testing

/// The preview of an import.
@Suite struct ImportTextTests {
  private func text(redact: Bool = false, language: Language = .en) -> String {
    var bytes: [UInt8] = []
    ImportText(SampleImports.review, file: "a.csv", style: TextStyle(language: language, redact: redact))
      .write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `some people are shown, and how many more there are`() {
    #expect(text().hasPrefix("a.csv: 8 accounts, 8 with an address, 0 with a password"))
    #expect(text().contains("\n  P-1  Nom1  p0@valmont.example\n"))
    #expect(text().contains("\n  … +3\n"))
    #expect(text(language: .fr).hasPrefix("a.csv\u{A0}: 8\u{A0}comptes"))
  }

  @Test func `nobody is named where that is not wanted`() {
    #expect(!text(redact: true).contains("Nom1") && !text(redact: true).contains("@valmont"))
  }
}
