import Foundation

extension Finding {
  /// What was found.
  package enum Fact: Equatable, Sendable {
    // The files.
    case settings(path: String, directories: Int)
    /// What is wrong in the settings, a mapping or the secret key.
    case faulty(Subject, SettingsError)
    case mapping(name: String, path: String?, fields: Int)
    case secretKeys(path: String, count: Int)
    /// How many templates of the portal's own there are.
    case templates(folder: String, count: Int)
    case templatesFailed(MailFault)

    // A server, or a file of entries.
    /// The servers that the DNS names for a service, in the order in which they are tried.
    case located(question: String, servers: [String])
    case unlocated(detail: String)
    case resolved(host: String, addresses: [String])
    case unresolved(host: String, detail: String)
    case connected
    /// The certificate was accepted; until when it is good, where that can be told.
    case encrypted(until: Date?)
    /// What is said can be read on the way, unless it stays on this machine.
    case clear(isLocal: Bool)
    case signedIn(method: String, as: String)
    case failed(Subject, DirectoryError)
    case untried([Subject])
    /// What the root DSE offers (RFC 4512 §5.1); `paging` is nil when it does not say,
    /// `picked` when every run reads everything.
    case offers(paging: Bool?, changes: [ChangeWay], picked: ChangeWay?)
    case base(String)
    /// Every attribute of mapping and filters is in the server's schema, or these are not; `needed` among them are
    /// those without which no entry can be used.
    case schema(unknown: [String], needed: [String])
    case schemaHidden
    /// Where changes are found by stamps: of so many entries some show none to this account, and `unmoved` are attributes
    /// whose values change without one.
    case stamps(attribute: String, hidden: Int, of: Int, unmoved: [String])
    /// What came of reading in earnest.
    case reading(Reading)
    /// Entries of one base; `isMore` when the sample ended before they did.
    case found(base: String, entries: Int, isMore: Bool)
    /// What is below a base where the filters find nobody: how many entries are of each object class.
    case unfiltered(base: String, classes: [Carried], of: Int, isMore: Bool)
    /// `others` are attributes that these entries have too, and that nothing asks for.
    case carried([Carried], of: Int, others: [Carried] = [])
    /// `beyond` where there are more problems than their limit lets through.
    case mapped(entries: Int, well: Int, inactive: Int, problems: [Problem.Code: Int], beyond: Excess? = nil)
    case anchors(attribute: String, entries: Int, missing: Int, duplicates: [String])
    case file(path: String, entries: Int)

    // The store and the relay.
    /// No store yet; it will be made by the first run that writes.
    case storeToBeMade(location: String)
    /// `isOld` when the next run that writes brings the schema up to date.
    case store(location: String, schema: Int, accounts: Int?, isOld: Bool)
    case storeFailed(StoreError)
    case lockFree
    case lockHeld(by: String, since: Date?)
    /// There is no `mail` section.
    case noRelay
    case relay(location: String, isEncrypted: Bool, isSignedIn: Bool)
    case folder(path: String, exists: Bool)
    case relayFailed(DeliveryError)
  }

  /// More than a limit lets through; `isCertain` where the entries that were not looked at cannot change that.
  package struct Excess: Equatable, Sendable {
    package let limit: Limit
    package let isCertain: Bool

    package init(_ limit: Limit, isCertain: Bool) {
      self.limit = limit
      self.isCertain = isCertain
    }
  }

  /// How many entries of a sample have a value of an attribute, or are of an object class.
  package struct Carried: Equatable, Sendable {
    package let attribute: String
    package let count: Int
    /// A rule makes a field of it; what only `active` looks at may well be nowhere.
    package let isMapped: Bool
    /// How many entries had it when a run last read everything, where nobody has it any more.
    package var before: Int?

    package init(_ attribute: String, _ count: Int, isMapped: Bool = true, before: Int? = nil) {
      self.attribute = attribute
      self.count = count
      self.isMapped = isMapped
      self.before = before
    }

    /// Nobody has it, and somebody should.
    package var isSilent: Bool { count == 0 && isMapped }
    /// Nobody has it any more: the next run would be refused.
    package var isLost: Bool { isSilent && (before ?? 0) > 0 }

    /// Names and how often each occurred, the most frequent first; of equals in the order of the alphabet.
    package static func ranked(_ counts: [String: Int]) -> [Carried] {
      counts.map { Carried($0.key, $0.value) }.sorted { ($1.count, $0.attribute) < ($0.count, $1.attribute) }
    }
  }
}

extension Finding.Fact {
  package var verdict: Finding.Verdict {
    switch self {
    case .faulty, .templatesFailed, .unlocated, .unresolved, .failed, .storeFailed, .relayFailed: .bad
    case .untried: .untried
    case .noRelay, .schemaHidden, .lockHeld, .unfiltered: .notice
    case .clear(let isLocal): isLocal ? .good : .notice
    case .offers(let paging, let changes, let picked):
      picked.map { $0 != .timestamp && paging != nil && !changes.contains($0) } == true
        ? .bad : paging == true ? .good : .notice
    case .schema(let unknown, let needed): unknown.isEmpty ? .good : needed.isEmpty ? .notice : .bad
    case .stamps(_, let hidden, _, let unmoved): hidden > 0 ? .bad : unmoved.isEmpty ? .good : .notice
    case .reading(let reading): reading.verdict
    case .found(_, let entries, _): entries == 0 ? .bad : .good
    case .file(_, let entries): entries == 0 ? .bad : .good
    case .carried(let carried, _, _):
      carried.contains(where: \.isLost) ? .bad : carried.contains(where: \.isSilent) ? .notice : .good
    case .mapped(let entries, let well, _, let problems, let beyond):
      beyond != nil || (entries > 0 && well == 0) ? .bad : problems.isEmpty ? .good : .notice
    case .anchors(_, _, let missing, let duplicates): missing == 0 && duplicates.isEmpty ? .good : .bad
    case .store(_, _, _, let isOld): isOld ? .notice : .good
    case .relay(_, let isEncrypted, _): isEncrypted ? .good : .notice
    case .settings, .mapping, .secretKeys, .templates, .located, .resolved, .connected, .encrypted, .signedIn, .base,
      .storeToBeMade, .lockFree, .folder:
      .good
    }
  }

  package var subject: Finding.Subject {
    switch self {
    case .settings: .settings
    case .faulty(let subject, _), .failed(let subject, _): subject
    case .mapping: .mapping
    case .secretKeys: .secretKey
    case .templates, .templatesFailed: .templates
    case .located, .unlocated, .resolved, .unresolved: .name
    case .connected: .connection
    case .encrypted, .clear: .tls
    case .signedIn: .bind
    case .untried(let subjects): subjects.first ?? .settings
    case .offers, .stamps: .rootDSE
    case .base: .base
    case .schema, .schemaHidden: .schema
    case .reading: .reading
    case .found, .unfiltered: .filter
    case .carried: .attributes
    case .mapped: .entries
    case .anchors: .anchor
    case .file: .file
    case .storeToBeMade, .store, .storeFailed: .store
    case .lockFree, .lockHeld: .lock
    case .noRelay, .relay, .folder, .relayFailed: .relay
    }
  }
}
