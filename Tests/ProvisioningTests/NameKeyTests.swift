import Foundation
import Provisioning
import Testing

struct NameKeyTests {
  @Test(arguments: [
    ("DUPONT", "dupont"), ("L'Éveillé-Dupont", "l eveille dupont"), ("  de  la   Tour ", "de la tour"),
    ("O'Brien 3", "o brien 3"), ("Zoe\u{301}", "zoe"), ("", ""), ("--", ""),
  ])
  func `names are compared without case, accents and punctuation`(_ text: String, _ folded: String) {
    #expect(NameKey.fold(text) == folded)
  }

  @Test func `a text without accents folds like one with them`() {
    for text in ["A-b c", "x'Y", "1 2", " Z "] { #expect(NameKey.fold(text) + " e" == NameKey.fold(text + " é")) }
  }
}
