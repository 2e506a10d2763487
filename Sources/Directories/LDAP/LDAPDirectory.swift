import Provisioning

/// A directory that is asked over LDAP.
package struct LDAPDirectory: Directory {
  package let settings: LDAPSettings
  private let isInterrupted: @Sendable () -> Bool

  package var name: String { settings.name }

  package init(_ settings: LDAPSettings, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.settings = settings
    self.isInterrupted = isInterrupted
  }

  package func read(
    _ request: ReadRequest, _ take: (DirectoryEntry) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    let connection = try LDAPServers(settings: settings, isInterrupted: isInterrupted).connect()
    return try FullRead(settings: settings, request: request).run(on: connection, take)
  }

  package func searchCommands(_ request: ReadRequest) -> [String] {
    settings.bases.map { SearchCommand(settings, settings.search(of: $0, request)).text }
  }
}
