import Provisioning

/// Tries a directory as the settings describe it: each of its servers, or its file.
package struct DirectoryTrial: Examinable {
  private let kind: DirectoryKind
  private let mapping: Mapping
  private let signsIn: Bool

  /// - Parameter signsIn: false when its settings have a fault: then its servers are reached, and nothing is asked.
  package init(_ kind: DirectoryKind, mapping: Mapping, signsIn: Bool = true) {
    self.kind = kind
    self.mapping = mapping
    self.signsIn = signsIn
  }

  package func examine() -> [Finding] {
    switch kind {
    case .ldap(let settings): settings.urls.flatMap { examine($0, settings) }
    case .ldif(let settings): FileTrial(settings, mapping: mapping).findings
    }
  }

  private func examine(_ url: String, _ settings: LDAPSettings) -> [Finding] {
    guard let domain = LDAPDomain(url) else {
      var trial = ServerTrial(settings, url: url, mapping: mapping, signsIn: signsIn)
      trial.run()
      return trial.findings
    }
    let note = { (fact: Finding.Fact) in Finding(fact, directory: settings.name, server: url) }
    do throws(LDAPDomain.Unlocated) {
      let servers = try domain.servers(patience: settings.connectTimeout)
      return [note(.located(question: domain.question, servers: servers))] + servers.flatMap { examine($0, settings) }
    } catch {
      return [
        note(.unlocated(detail: error.detail)),
        note(.untried([.connection, .tls, .bind, .rootDSE, .base, .schema, .filter])),
      ]
    }
  }
}
