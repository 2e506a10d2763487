/// Where a store in PostgreSQL is, and how to get in.
package struct PostgreSQLSettings: Equatable, Sendable {
  /// A connection URI without a password (PostgreSQL manual §34.1.1.2).
  package let url: String
  /// The password, read when it is needed; nil leaves it to a password file, a service file, or a method that needs none.
  package let password: @Sendable () -> String?

  package init(url: String, password: @escaping @Sendable () -> String? = { nil }) {
    self.url = url
    self.password = password
  }

  package static func == (left: PostgreSQLSettings, right: PostgreSQLSettings) -> Bool { left.url == right.url }
}
