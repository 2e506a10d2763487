import Foundation
import Provisioning

/// A directory that is a file (RFC 2849): an export, or people who are in no directory.
package struct LDIFDirectory: Directory {
  package let settings: LDIFSettings
  private let isInterrupted: @Sendable () -> Bool

  package var name: String { settings.name }

  package init(_ settings: LDIFSettings, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.settings = settings
    self.isInterrupted = isInterrupted
  }

  package func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    let texts = settings.bases.isEmpty ? [""] : settings.bases
    let bases = try texts.map { (text) throws(DirectoryError) in try Self.name(text) }
    let filters = [settings.filter, request.filter, request.selection].compactMap(\.self)
    var counts = bases.map { _ in 0 }
    var parser = try LDIFParser(path: settings.path)
    while let record = try parser.next() {
      if isInterrupted() { throw .interrupted }
      guard filters.allSatisfy({ $0.matches(record.entry) }) else { continue }
      for (index, base) in bases.enumerated() where settings.scope.holds(record.name, base) {
        counts[index] += 1
        try take(.entry(record.entry.selecting(request.attributes)))
      }
    }
    return ReadOutcome(
      coverage: request.selection == nil ? .everything : .selection, method: "ldif",
      bases: zip(texts, counts).map(ReadOutcome.Base.init))
  }

  package func searchCommands(_ request: ReadRequest) -> [String] { [] }

  private static func name(_ text: String) throws(DirectoryError) -> DistinguishedName {
    guard let name = DistinguishedName(text) else { throw .unsupported(detail: text) }
    return name
  }
}
