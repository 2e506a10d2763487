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
    return files.compactMap { name, file in file.map { "\(name)=\(Self.quoted($0))" } }
  }

  private var server: [String] {
    let urls = settings.urls.joined(separator: " ")
    return ["-H", Self.quoted(urls)] + (settings.startTLS ? ["-ZZ"] : [])
  }

  private var identity: [String] {
    switch settings.bind {
    case .anonymous: ["-x"]
    case .external: ["-Q", "-Y", "EXTERNAL"]
    case .simple(let dn, _): ["-x", "-D", Self.quoted(dn)] + password
    }
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
