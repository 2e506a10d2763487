import Provisioning

/// What is read of one LDIF file.
package struct LDIFSettings: Equatable, Sendable {
  /// The name ties are kept under.
  package var name: String
  package var path: String
  /// The entries below which people are looked for; the whole file when there is none.
  package var bases: [String]
  /// How far below a base.
  package var scope: SearchScope
  /// The directory's own filter, ANDed with the mapping's.
  package var filter: Filter?

  package init(name: String, path: String, bases: [String] = [], scope: SearchScope = .sub, filter: Filter? = nil) {
    self.name = name
    self.path = path
    self.bases = bases
    self.scope = scope
    self.filter = filter
  }
}
