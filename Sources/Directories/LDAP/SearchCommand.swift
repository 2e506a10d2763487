import Provisioning

/// A search as a command that a person can paste into a shell (ldapsearch(1)).
struct SearchCommand {
  private let settings: LDAPSettings
  private let search: LDAPSearch

  init(_ settings: LDAPSettings, _ search: LDAPSearch) {
    self.settings = settings
    self.search = search
  }

  var text: String {
    (password + environment + ["ldapsearch", "-LLL"] + server + identity + question).joined(separator: " ")
  }

  private var environment: [String] {
    let own = settings.clientCertificate
    let files = [
      ("LDAPTLS_CACERT", settings.caFile), ("LDAPTLS_CERT", own?.certFile), ("LDAPTLS_KEY", own?.keyFile),
    ]
    return files.compactMap { name, file in file.map { "\(name)=\(quoted($0))" } } + tickets
  }

  /// The keys to take, and no cache but the process's own memory (kerberos(7)).
  private var tickets: [String] {
    guard case .gssapi(_, let keytab) = settings.bind else { return [] }
    return ["KRB5_CLIENT_KTNAME=\(quoted(keytab))", "KRB5CCNAME=MEMORY:"]
  }

  private var server: [String] {
    let urls = settings.urls.map { LDAPDomain($0)?.searchURL ?? $0 }.joined(separator: " ")
    return ["-H", quoted(urls)] + (settings.startTLS ? ["-ZZ"] : [])
  }

  private var identity: [String] {
    switch settings.bind {
    case .anonymous: ["-x"]
    case .external: ["-Q", "-Y", "EXTERNAL"]
    case .gssapi: ["-Q", "-Y", "GSSAPI", "-N", "-O", isEncrypted ? "maxssf=0" : "minssf=128"]
    case .simple(let dn, _): ["-x", "-D", quoted(dn)] + (passwordFile == nil ? ["-W"] : ["-y", "/dev/stdin"])
    }
  }

  private var isEncrypted: Bool {
    settings.urls.compactMap { LDAPServerURL($0) }.allSatisfy { settings.encrypts($0) }
  }

  /// Into standard input, in any shell: `-y` takes a file as it is, a final newline for part of the password, which `$(…)`
  /// drops; and an argument could be read by others on the machine.
  private var password: [String] {
    guard let file = passwordFile else { return [] }
    return ["printf %s \"$(cat \(quoted(file)))\" |"]
  }

  private var passwordFile: String? {
    guard case .simple = settings.bind else { return nil }
    return settings.passwordFile
  }

  private var question: [String] {
    let page = search.pageSize > 0 ? ["-E", "pr=\(search.pageSize)/noprompt"] : []
    let limit = (search.sizeLimit > 0 ? ["-z", String(search.sizeLimit)] : []) + (search.typesOnly ? ["-A"] : [])
    let names = search.attributes.count == 0 ? ["1.1"] : search.attributes.names
    return ["-b", quoted(search.base), "-s", search.scope.rawValue] + page + limit
      + [quoted(search.filter)] + names.map(quoted)
  }

  private func quoted(_ text: String) -> String { ShellWord(text).text }
}
