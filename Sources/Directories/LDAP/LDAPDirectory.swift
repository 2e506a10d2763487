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

  /// Where a server is gone in the middle, the read is begun again on the next, from the beginning: pages and cookies of one
  /// server mean nothing to another.
  package func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var servers = LDAPServers(settings: settings, isInterrupted: isInterrupted)
    while true {
      let connection = try servers.connect()
      do throws(DirectoryError) {
        var outcome = try read(request, on: connection, again: again, take)
        outcome.left = servers.left
        return outcome
      } catch {
        try servers.leave(because: error)
        try take(.began(.everything))
      }
    }
  }

  private func read(
    _ request: ReadRequest, on connection: borrowing LDAPConnection,
    again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    if let resumption = request.resumption, settings.read != .full {
      let root = connection.rootDSE
      if let root, let way = settings.wayMissing(root) {
        throw .wayNotOffered(url: connection.server.text, way, offered: root.changeWays)
      }
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
    var servers = LDAPServers(settings: settings, isInterrupted: isInterrupted)
    return try servers.connect()
  }

  package func searchCommands(_ request: ReadRequest) -> [String] {
    settings.bases.map { SearchCommand(settings, settings.search(of: $0, request)).text }
  }
}
