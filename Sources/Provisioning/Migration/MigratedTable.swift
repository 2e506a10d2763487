/// What was copied of one table of a store, and found the same in the copy.
package struct MigratedTable: Equatable, Sendable {
  package let name: String
  package let rows: Int
  /// SHA-256 of its rows in the order of their keys, in a text that does not depend on the kind of store; hexadecimal.
  package let digest: String

  package init(name: String, rows: Int, digest: String) {
    self.name = name
    self.rows = rows
    self.digest = digest
  }
}
