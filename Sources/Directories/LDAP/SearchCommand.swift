import Provisioning

/// A search as a command that a person can paste into a shell (ldapsearch(1)).
struct SearchCommand {
  private let settings: LDAPSettings
  private let search: LDAPSearch

  init(_ settings: LDAPSettings, _ search: LDAPSearch) {
    self.settings = settings
    self.search = search
  }

  var text: String { (environment + ["ldapsearch", "-LLL"] + server + identity + question).joined(separator: " ") }

  private var environment: [String] {
    let own = settings.clientCertificate
    let files = [
      ("LDAPTLS_CACERT", settings.caFile), ("LDAPTLS_CERT", own?.certFile), ("LDAPTLS_KEY", own?.keyFile),
    ]
    return files.compactMap { name, file in file.map { "\(name)=\(Self.quoted($0))" } } + tickets
  }

  /// The keys to take, and no cache but the process's own memory (kerberos(7)).
  private var tickets: [String] {
    guard case .gssapi(_, let keytab) = settings.bind else { return [] }
    return ["KRB5_CLIENT_KTNAME=\(Self.quoted(keytab))", "KRB5CCNAME=MEMORY:"]
  }

  private var server: [String] {
    let urls = settings.urls.map { LDAPDomain($0)?.searchURL ?? $0 }.joined(separator: " ")
    return ["-H", Self.quoted(urls)] + (settings.startTLS ? ["-ZZ"] : [])
  }

  private var identity: [String] {
    switch settings.bind {
    case .anonymous: ["-x"]
    case .external: ["-Q", "-Y", "EXTERNAL"]
    case .gssapi: ["-Q", "-Y", "GSSAPI", "-N", "-O", isEncrypted ? "maxssf=0" : "minssf=128"]
    case .simple(let dn, _): ["-x", "-D", Self.quoted(dn)] + password
    }
  }

  private var isEncrypted: Bool {
    settings.urls.compactMap { LDAPServerURL($0) }.allSatisfy { settings.encrypts($0) }
  }

  /// `-y` takes the file as it is, and a final newline for part of the password: `$(…)` drops it.
  private var password: [String] {
    guard let file = settings.passwordFile else { return ["-W"] }
    return ["-y", "<(printf %s \"$(cat \(Self.quoted(file)))\")"]
  }

  private var question: [String] {
    let page = search.pageSize > 0 ? ["-E", "pr=\(search.pageSize)/noprompt"] : []
    let limit = (search.sizeLimit > 0 ? ["-z", String(search.sizeLimit)] : []) + (search.typesOnly ? ["-A"] : [])
    let names = search.attributes.count == 0 ? ["1.1"] : search.attributes.names
    return ["-b", Self.quoted(search.base), "-s", search.scope.rawValue] + page + limit
      + [Self.quoted(search.filter)] + names.map(Self.quoted)
  }

  /// Single quotes take everything but themselves (POSIX shell §2.2.2).
  static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,@%+".utf8.contains(byte)
      }
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
