import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// A file as a directory.
@Suite struct LDIFDirectoryTests {
  private func read(_ change: (inout LDIFSettings) -> Void, selection: Filter? = nil) throws -> Collected {
    let folder = try TemporaryFolder()
    let text = Valmont.top + Valmont.people(1...3) + Valmont.people(4...5, below: Valmont.partners)
    var settings = LDIFSettings(name: "fichier", path: try folder.write("x.ldif", text))
    change(&settings)
    return try LDIFDirectory(settings).collect(["uid", "MAIL"], filter: isPerson, selection: selection)
  }

  @Test func `without a base the whole file is read`() throws {
    let read = try read { _ in }
    #expect(read.texts("uid") == [["p1"], ["p2"], ["p3"], ["p4"], ["p5"]])
    #expect(read.texts("mail").first == ["p1@valmont.example"])
    #expect(read.outcome?.method == "ldif")
    #expect(read.outcome?.coverage == .everything)
  }

  @Test func `bases are compared as names`() throws {
    let read = try read { $0.bases = ["OU=Partenaires, dc=valmont,DC=example", Valmont.responsables, "ou=none,dc=x"] }
    #expect(read.outcome?.bases.map(\.entries) == [2, 3, 0])
  }

  @Test(arguments: [(SearchScope.base, 0), (.one, 0), (.sub, 5)])
  func `scopes are honoured`(scope: SearchScope, expected: Int) throws {
    let read = try read {
      $0.bases = [Slapd.suffix]
      $0.scope = scope
    }
    #expect(read.outcome?.entries == expected)
  }

  @Test func `a filter sees attributes that were not asked for`() throws {
    let read = try read({ $0.filter = .equals("employeeNumber", "R-2") }, selection: .equals("sn", "Nom2"))
    #expect(read.texts("uid") == [["p2"]])
    #expect(read.outcome?.coverage == .selection)
  }
}
