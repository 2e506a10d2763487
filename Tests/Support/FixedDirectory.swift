import Foundation
import Provisioning

/// A directory in memory: exactly the entries it was given, or an error after some of them.
package struct FixedDirectory: Directory {
  package let name: String
  package var bases: [(dn: String, entries: [DirectoryEntry])]
  package var failure: DirectoryError?

  package init(name: String = "mairie", base: String = "dc=valmont,dc=example", _ entries: [DirectoryEntry]) {
    self.init(name: name, bases: [(base, entries)])
  }

  package init(name: String = "mairie", bases: [(dn: String, entries: [DirectoryEntry])]) {
    self.name = name
    self.bases = bases
  }

  package func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var counts: [ReadOutcome.Base] = []
    for base in bases {
      let entries = base.entries.filter { request.selection?.matches($0) ?? true }
      for entry in entries { try take(.entry(entry.selecting(request.attributes))) }
      counts.append(ReadOutcome.Base(dn: base.dn, entries: entries.count))
    }
    if let failure { throw failure }
    return ReadOutcome(
      coverage: request.selection == nil ? .everything : .selection, method: "fixed", bases: counts)
  }

  package func searchCommands(_ request: ReadRequest) -> [String] { [] }
}
