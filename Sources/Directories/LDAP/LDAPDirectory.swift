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
    _ request: ReadRequest, again: () throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    let connection = try connect()
    if let resumption = request.resumption, settings.read != .full {
      let root = connection.rootDSE
      if let reader = settings.changeReader(root, request) {
        return try ResumableRead(
          settings: settings, request: request, resumption: resumption, reader: reader,
          scope: settings.scope(of: resumption, request, at: connection.server)
        ).run(on: connection, again: again, take)
      }
    }
    var outcome = try FullRead(settings: settings, request: request).run(on: connection) {
      (entry) throws(DirectoryError) in try take(.entry(entry))
    }
    if request.resumption != nil { outcome.cause = settings.read == .full ? .asked : .notOffered }
    return outcome
  }

  /// A connection ready for searches.
  func connect() throws(DirectoryError) -> LDAPConnection {
    try LDAPServers(settings: settings, isInterrupted: isInterrupted).connect()
  }

  package func searchCommands(_ request: ReadRequest) -> [String] {
    settings.bases.map { SearchCommand(settings, settings.search(of: $0, request)).text }
  }
}
