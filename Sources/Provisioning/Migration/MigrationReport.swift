/// A copy of a store that was made, and what is left to a person.
package struct MigrationReport: Equatable, Sendable {
  /// As people know the two stores.
  package let from: String
  package let to: String
  package let tables: [MigratedTable]
  /// What the settings have to say from now on.
  package let store: String
  package let passwordFile: String?
  /// The keys that links are made with; no part of a store.
  package let keyFile: String

  package init(
    from: String, to: String, tables: [MigratedTable], store: String, passwordFile: String?, keyFile: String
  ) {
    self.from = from
    self.to = to
    self.tables = tables
    self.store = store
    self.passwordFile = passwordFile
    self.keyFile = keyFile
  }
}
