import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What `navette explain` shows, and what it never does.
@Suite struct DossierTests {
  private func text(_ dossier: Dossier, redact: Bool = false) -> String {
    var bytes: [UInt8] = []
    DossierText(dossier, style: TextStyle(language: .en, redact: redact), subject: { $0.rawValue })
      .write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func json(_ dossier: Dossier, redact: Bool = false) throws -> [String: Any] {
    var bytes: [UInt8] = []
    DossierJSON(dossier, style: TextStyle(language: .en, redact: redact)).write { bytes += $0 }
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func `all of a person is shown`() throws {
    let shown = text(SampleDossier.found)
    for part in [
      "R-1  LENOIR Ada", "Inactive: suspended in the portal", "sn: Lenoir", "jpegPhoto:: /9j/AA==",
      "last name ← sn: LENOIR", "email ← mail: not an e-mail address (invalid-email): no\\u{1B}pe", "(title=Mme)",
      "outside the bases",
      "agreed: Ada · directory: Zoé · portal: Ada", "secondary", "Nothing: no run reads this entry.",
    ] { #expect(shown.contains(part), "\(part) is not in\n\(shown)") }
    #expect(!shown.contains("\u{1B}"))
    let tree = try json(SampleDossier.found)
    #expect(tree["found"] as? Bool == true && (tree["accounts"] as? [Any])?.count == 1)
  }

  @Test func `nobody is named where that is not wanted`() throws {
    for dossier in [SampleDossier.found, SampleDossier.nobody] {
      let shown = try text(dossier, redact: true) + String(describing: json(dossier, redact: true))
      for secret in ["Lenoir", "LENOIR", "Ada", "Zoé", "R-1", "valmont.example", "lenoire", "/9j/"] {
        #expect(!shown.contains(secret), "\(secret) in\n\(shown)")
      }
    }
  }

  @Test func `nobody is answered with what was searched and who is near`() {
    let shown = text(SampleDossier.nobody)
    for part in [
      "Nobody found for “lenoire”.", "mairie: (mail=lenoire) → nothing", "ldapsearch -LLL", "The directory server",
      "R-1  LENOIR Ada  ada@valmont.example  account",
    ] { #expect(shown.contains(part), "\(part) is not in\n\(shown)") }
  }
}
