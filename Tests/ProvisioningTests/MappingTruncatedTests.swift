import Foundation
import Provisioning
import Testing

struct MappingTruncatedTests {
  @Test func `values of which the server sent only a range are a problem, not a value`() {
    let entry = DirectoryEntry(
      dn: "uid=a",
      ["entryUUID": ["a"], "employeeNumber": ["1"], "sn": ["MARTIN"], "mail;range=0-1": ["a@valmont.example"]])
    let mapped = Town.mapping().map(entry, directory: "mairie")
    #expect(mapped.problems.map(\.code) == [.truncatedValues])
    #expect(mapped.kept == [.email])
    #expect(mapped.responsable.email == nil)
  }
}
