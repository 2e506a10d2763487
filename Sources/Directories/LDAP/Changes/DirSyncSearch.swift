private import CLDAP
import Foundation
import Provisioning

/// What changed in one naming context of Active Directory, and how far that has been told.
struct DirSyncSearch {
  private let context: String
  private let filter: String
  private let attributes: [String]
  private let settings: LDAPSettings
  private var right: DirSyncControl.Right
  private var cookie: [UInt8]
  private(set) var touched: Set<SyncID> = []
  private(set) var removed: Set<SyncID> = []
  /// Those with a new name or place: what is below them has moved along, and is not told of.
  private(set) var renamed: Set<SyncID> = []

  /// From the beginning.
  init(_ context: String, filter: String, asking attributes: [String], _ settings: LDAPSettings) {
    self.context = context
    self.filter = filter
    self.attributes = attributes
    self.settings = settings
    right = .replication
    cookie = []
  }

  /// From where `marks` say; nil when they say nothing of this context.
  init?(
    _ context: String, asking attributes: [String], _ settings: LDAPSettings, goingOnFrom marks: [String: String]
  ) {
    guard let cookie = marks["cookie " + context].flatMap({ Data(base64Encoded: $0) }),
      let right = Self.right(at: context, in: marks)
    else { return nil }
    self.init(context, filter: "(objectClass=*)", asking: attributes, settings)
    self.right = right
    self.cookie = Array(cookie)
  }

  static func right(at context: String, in marks: [String: String]) -> DirSyncControl.Right? {
    marks["right " + context].flatMap(DirSyncControl.Right.init)
  }

  func write(to marks: inout [String: String]) {
    marks["cookie " + context] = Data(cookie).base64EncodedString()
    marks["right " + context] = right.rawValue
  }

  /// With the right of replication, or else with those to the entries.
  mutating func runWithAnyRight(on connection: borrowing LDAPConnection) throws(ChangeFailure) {
    do throws(ChangeFailure) {
      try run(on: connection)
    } catch {
      guard case .refused(.notAllowed) = error else { throw error }
      right = .entries
      try run(on: connection)
    }
  }

  mutating func run(on connection: borrowing LDAPConnection) throws(ChangeFailure) {
    var isMore = true
    while isMore {
      do throws(LDAPFailure) {
        isMore = try runOnce(on: connection)
      } catch {
        throw meaning(of: error, at: connection.server.text)
      }
      if touched.count > ChangeRead.mostChanges { return }
    }
  }

  private mutating func runOnce(on connection: borrowing LDAPConnection) throws(LDAPFailure) -> Bool {
    var search = LDAPSearch(
      base: context, scope: .sub, filter: filter, attributes: AttributeSet(attributes), pageSize: 0,
      idleTimeout: settings.idleTimeout)
    search.controls = [DirSyncControl.request(right, cookie: cookie)]
    let (entries, reply) = try connection.entries(of: search)
    guard reply.isSuccess else { throw reply.failure }
    guard let answer = reply.controls[DirSyncControl.identifier].flatMap(DirSyncControl.Answer.init) else {
      throw .malformed("no DirSync control in the answer")
    }
    for entry in entries { note(entry) }
    if answer.isMore, answer.cookie == cookie { throw .pagingLoop }
    cookie = answer.cookie
    return answer.isMore
  }

  private mutating func note(_ entry: DirectoryEntry) {
    guard let id = entry.values(of: AnchorRule.objectGUID.attribute).first.flatMap({ SyncID(bytes: $0) }) else {
      return
    }
    let isRemoved = entry.values(of: "isDeleted").first.map { String(decoding: $0, as: UTF8.self) } == "TRUE"
    if isRemoved { removed.insert(id) } else { touched.insert(id) }
    if !isRemoved, !entry.values(of: "name").isEmpty { renamed.insert(id) }
  }

  private func meaning(of failure: LDAPFailure, at url: String) -> ChangeFailure {
    guard case .result(let result, _) = failure else {
      return .failed(failure.error(url: url, base: context, entries: touched.count))
    }
    let isBusy = [LDAP_BUSY, LDAP_UNAVAILABLE].map(Int.init).contains(result.code)
    if isBusy { return .failed(failure.error(url: url, base: context, entries: touched.count)) }
    return .refused(cookie.isEmpty ? .notAllowed(.dirsync, result) : .cursorRefused)
  }
}
