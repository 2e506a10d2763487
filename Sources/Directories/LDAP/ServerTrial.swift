private import CLDAP
import Provisioning

/// Tries one server of a directory, step by step, as a run would reach it.
struct ServerTrial {
  /// Whether to go on after the encryption: settings that could not be read would only be refused.
  private let goesOn: Bool
  private let settings: LDAPSettings
  private let mapping: Mapping
  private let url: String
  private(set) var findings: [Finding] = []

  /// Entries of all bases together.
  static let sampleSize = 100

  init(_ settings: LDAPSettings, url: String, mapping: Mapping, signsIn: Bool) {
    var settings = settings
    settings.urls = [url]
    self.settings = settings
    self.mapping = mapping
    self.url = url
    goesOn = signsIn
  }

  mutating func run() {
    guard let server = LDAPServerURL(url) else {
      return note(.failed(.connection, .unsupported(detail: url)))
    }
    guard resolve(server) else { return skip([.connection, .tls, .bind, .rootDSE, .base, .schema, .filter]) }
    do throws(LDAPFailure) {
      let connection = try LDAPConnection(
        to: server, connectTimeout: settings.connectTimeout, isInterrupted: { false })
      if reach(connection), encrypt(connection), signIn(connection) { look(connection) }
    } catch {
      note(.failed(.connection, error.connectionError(url: url)))
    }
  }

  // MARK: The way in

  private mutating func resolve(_ server: LDAPServerURL) -> Bool {
    do throws(LDAPServerURL.Unresolved) {
      let addresses = try server.addresses()
      if addresses != [server.host] && !addresses.isEmpty {
        note(.resolved(host: server.host, addresses: addresses))
      }
      return true
    } catch {
      note(.unresolved(host: server.host, detail: error.detail))
      return false
    }
  }

  private mutating func reach(_ connection: borrowing LDAPConnection) -> Bool {
    let seconds = settings.connectTimeout
    return attempt(.connection, then: [.tls, .bind, .rootDSE, .base, .schema, .filter], .connected) {
      () throws(LDAPFailure) in try connection.connect(seconds: seconds)
    }
  }

  private mutating func encrypt(_ connection: borrowing LDAPConnection) -> Bool {
    let server = connection.server
    guard settings.encrypts(server) else {
      note(.clear(isLocal: server.isLocal))
      return true
    }
    let session = TLSSession(settings)
    let isDone = attempt(.tls, then: [.bind, .rootDSE, .base, .schema, .filter], nil) { () throws(LDAPFailure) in
      try session.begin(on: connection)
    }
    if isDone { note(.encrypted(until: connection.peerCertificate.flatMap(CertificateValidity.init)?.end)) }
    return isDone
  }

  private mutating func signIn(_ connection: borrowing LDAPConnection) -> Bool {
    guard goesOn else {
      skip([.bind, .rootDSE, .base, .schema, .filter])
      return false
    }
    let settings = settings
    let refusal = settings.clearPasswordRefusal(at: connection.server)
    let fact = Finding.Fact.signedIn(method: settings.bind.method, as: settings.bind.name)
    return attempt(.bind, then: [.rootDSE, .base, .schema, .filter], fact) { () throws(LDAPFailure) in
      if let refusal { throw .refused(refusal) }
      try connection.signIn(settings)
    }
  }

  // MARK: What is there

  private mutating func look(_ connection: borrowing LDAPConnection) {
    connection.prepareToStream()
    let root = rootDSE(connection)
    var bases: [String] = []
    for base in settings.bases where look(for: base, connection) { bases.append(base) }
    schema(root?.schema, connection)
    switch settings.changeWay(root) {
    case .timestamp: stamps(StampAttribute(of: root), bases, connection)
    case .usn: stamps(.counter, bases, connection)
    case .syncrepl, .dirsync, nil: break
    }
    let witnesses = sample(bases, connection)
    // What the sample ended in would only be said once more.
    if let witnesses, bases == settings.bases { read(root, witness: witnesses.first) }
  }

  private mutating func read(_ root: RootDSE?, witness: Anchor?) {
    let search = settings.search(
      of: settings.bases.first ?? "",
      ReadRequest(attributes: AttributeSet([mapping.anchor.attribute]), filter: mapping.filter))
    for fact in ReadTrial(settings: settings, mapping: mapping, root: root, witness: witness).facts() {
      if case .failed = fact { note(fact, search) } else { note(fact) }
    }
  }

  private mutating func rootDSE(_ connection: borrowing LDAPConnection) -> RootDSE? {
    let search = search(of: "", .base, "(objectClass=*)", RootDSE.attributes)
    // Some servers show nothing of themselves; a run can do without.
    guard let entry = try? connection.entries(of: search).entries.first else {
      note(.offers(paging: nil, changes: [], picked: settings.changeWay(nil)), search)
      return nil
    }
    let root = RootDSE(entry)
    note(.offers(paging: root.pages, changes: root.changeWays, picked: settings.changeWay(root)), search)
    return root
  }

  private mutating func look(for base: String, _ connection: borrowing LDAPConnection) -> Bool {
    let search = search(of: base, .base, "(objectClass=*)", AttributeSet([]))
    do throws(LDAPFailure) {
      let (entries, reply) = try connection.entries(of: search)
      guard reply.isSuccess else { throw reply.failure }
      // A base that may not be read itself may still have entries below it that may.
      if !entries.isEmpty { note(.base(base), search) }
      return true
    } catch {
      note(.failed(.base, error.error(url: url, base: base, entries: 0)), search)
      return false
    }
  }

  private mutating func schema(_ dn: String?, _ connection: borrowing LDAPConnection) {
    guard let dn, !dn.isEmpty else { return note(.schemaHidden) }
    let search = search(of: dn, .base, "(objectClass=subschema)", AttributeSet(["attributeTypes"]))
    var names = SchemaNames()
    // A schema that may not be read is told as one that is not shown; a run can do without.
    let entry = try? connection.entries(of: search).entries.first
    for value in entry?.values(of: "attributeTypes") ?? [] { names.read(value) }
    guard !names.isEmpty else { return note(.schemaHidden, search) }
    let unknown = askedFor.names.filter { !names.know($0) }
    note(.schema(unknown: unknown, needed: mapping.needed(among: Set(unknown))), search)
  }

  /// What mapping and filters look at.
  private var askedFor: AttributeSet {
    AttributeSet(mapping.attributes.names + (mapping.filter?.attributes ?? []) + (settings.filter?.attributes ?? []))
  }

  private mutating func stamps(_ stamp: StampAttribute, _ bases: [String], _ connection: borrowing LDAPConnection) {
    var (count, hidden) = (0, 0)
    var shown: LDAPSearch?
    for base in bases {
      var search = settings.search(
        of: base, ReadRequest(attributes: AttributeSet([stamp.name]), filter: mapping.filter))
      search.pageSize = 0
      search.sizeLimit = max(1, Self.sampleSize / bases.count)
      shown = search
      // What is wrong with the search itself is told with the sample.
      let entries = (try? connection.entries(of: search).entries) ?? []
      count += entries.count
      hidden += entries.count { $0.values(of: stamp.name).isEmpty }
    }
    let unmoved = askedFor.names.filter(StampAttribute.isLeftBehind(by:))
    note(.stamps(attribute: stamp.name, hidden: hidden, of: count, unmoved: unmoved), shown)
  }

  /// Returns the anchors of some who were found; nil when a search failed, or found nobody.
  private mutating func sample(_ bases: [String], _ connection: borrowing LDAPConnection) -> [Anchor]? {
    var isRight = true
    var witnesses: [Anchor] = []
    var study = SampleStudy(mapping: mapping, directory: settings.name)
    let request = ReadRequest(attributes: mapping.attributes, filter: mapping.filter)
    for base in bases {
      var search = settings.search(of: base, request)
      search.pageSize = 0
      search.sizeLimit = max(1, Self.sampleSize / bases.count)
      do throws(LDAPFailure) {
        let (entries, reply) = try connection.entries(of: search)
        let isMore = reply.result.code == Int(LDAP_SIZELIMIT_EXCEEDED) && entries.count >= search.sizeLimit
        guard reply.isSuccess || isMore else {
          let error = reply.failure.error(url: url, base: base, entries: entries.count)
          note(.failed(.filter, error), search)
          isRight = false
          continue
        }
        note(.found(base: base, entries: entries.count, isMore: isMore), search)
        if entries.isEmpty { lookWithoutFilters(below: base, connection) }
        for entry in entries { study.take(entry) }
        if let anchor = entries.first.flatMap(mapping.anchor(of:)) { witnesses.append(anchor) }
      } catch {
        note(.failed(.filter, error.error(url: url, base: base, entries: 0)), search)
        isRight = false
      }
    }
    for fact in study.facts { complete(fact, bases, connection) }
    return isRight && !study.facts.isEmpty ? witnesses : nil
  }

  /// What is there where the filters find nobody: then one of them does not go with this directory.
  private mutating func lookWithoutFilters(below base: String, _ connection: borrowing LDAPConnection) {
    var search = search(of: base, settings.scope, "(objectClass=*)", AttributeSet(["objectClass"]))
    search.sizeLimit = Self.sampleSize
    // Only a hint: whatever goes wrong here, the line above stands.
    guard let (entries, reply) = try? connection.entries(of: search) else { return }
    // The base itself is nobody.
    let below = entries.filter { DistinguishedName($0.dn) != DistinguishedName(base) }
    guard !below.isEmpty else { return }
    var classes: [String: Int] = [:]
    for entry in below {
      for name in entry.values(of: "objectClass") { classes[String(decoding: name, as: UTF8.self), default: 0] += 1 }
    }
    classes["top"] = nil
    note(
      .unfiltered(
        base: base, classes: Finding.Carried.ranked(classes), of: below.count,
        isMore: reply.result.code == Int(LDAP_SIZELIMIT_EXCEEDED)), search)
  }

  /// Where nobody has an attribute of the mapping, which others there are: the site may call it otherwise.
  private mutating func complete(_ fact: Finding.Fact, _ bases: [String], _ connection: borrowing LDAPConnection) {
    guard case .carried(let carried, let entries, _) = fact, carried.contains(where: \.isSilent) else {
      return note(fact)
    }
    var counts: [String: Int] = [:]
    var search: LDAPSearch?
    for base in bases {
      var question = settings.search(
        of: base, ReadRequest(attributes: AttributeSet(["*"]), filter: mapping.filter))
      question.pageSize = 0
      question.sizeLimit = max(1, Self.sampleSize / bases.count)
      question.typesOnly = true
      // Only a hint: the line is shown without it.
      guard let names = try? connection.attributeNames(of: question) else { continue }
      counts.merge(names, uniquingKeysWith: +)
      search = search ?? question
    }
    let asked = AttributeSet(mapping.attributes.names + ["objectClass", "userPassword"])
    counts = counts.filter { asked.position(of: $0.key) == nil }
    note(.carried(carried, of: entries, others: Finding.Carried.ranked(counts)), search)
  }

  // MARK: Notes

  private func search(
    of base: String, _ scope: SearchScope, _ filter: String, _ attributes: AttributeSet
  ) -> LDAPSearch {
    LDAPSearch(
      base: base, scope: scope, filter: filter, attributes: attributes, pageSize: 0, idleTimeout: settings.idleTimeout)
  }

  /// Whether a step succeeded; if not, why, and which steps were not tried because of it.
  private mutating func attempt(
    _ subject: Finding.Subject, then others: [Finding.Subject], _ fact: Finding.Fact?,
    _ step: () throws(LDAPFailure) -> Void
  ) -> Bool {
    do throws(LDAPFailure) {
      try step()
      if let fact { note(fact) }
      return true
    } catch {
      note(.failed(subject, error.connectionError(url: url)))
      skip(others)
      return false
    }
  }

  private mutating func skip(_ subjects: [Finding.Subject]) { note(.untried(subjects)) }

  private mutating func note(_ fact: Finding.Fact, _ search: LDAPSearch? = nil) {
    findings.append(
      Finding(
        fact, directory: settings.name, server: url, command: search.map { SearchCommand(settings, $0).text }))
  }
}
