import Foundation
import Provisioning

/// Reading by the control of Active Directory that tells what changed in a naming context.
///
/// It tells of parts of entries, of the whole naming context, and with no regard to base and filter: so it only says which
/// entries to read again. With no more than the rights to the entries themselves, what is gone is not told, and is found by
/// looking, at intervals, who is still there.
struct DirSyncReader: ChangeReader {
  private let settings: LDAPSettings
  private let request: ReadRequest
  private let contexts: [String]
  private let sweep: KeySweep

  let way = ChangeWay.dirsync
  var syncIDAttribute: String? { AnchorRule.objectGUID.attribute }
  let seesBranches = true

  init(_ settings: LDAPSettings, _ request: ReadRequest, _ resumption: ReadRequest.Resumption, _ root: RootDSE?) {
    self.settings = settings
    self.request = request
    contexts = Set(settings.bases.map { root?.namingContext(of: $0) ?? $0 }).sorted()
    sweep = KeySweep(
      settings: settings, request: request, resumption: resumption,
      column: SyncIDColumn(attribute: AnchorRule.objectGUID.attribute))
  }

  func everything(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var marks: [String: String] = [:]
    for context in contexts {
      // From before the read: what changes meanwhile is told the next time. Nobody matches, so only the place is told.
      var search = DirSyncSearch(context, filter: "(!(objectClass=*))", asking: ["objectGUID"], settings)
      try search.runWithAnyRight(on: connection)
      search.write(to: &marks)
    }
    return try sweep.everything(from: marks, on: connection, take)
  }

  func changes(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var marks = marks
    var touched: Set<SyncID> = []
    var renamed: Set<SyncID> = []
    for context in contexts {
      guard var search = DirSyncSearch(context, asking: watched, settings, goingOnFrom: marks) else {
        throw .refused(.first)
      }
      try search.run(on: connection)
      search.write(to: &marks)
      touched.formUnion(search.touched)
      renamed.formUnion(search.renamed)
      guard touched.count <= ChangeRead.mostChanges else { throw .refused(.manyChanges) }
      do throws(DirectoryError) { for id in search.removed { try take(.removed(id)) } } catch { throw .failed(error) }
    }
    do throws(DirectoryError) {
      let found = try SyncIDSearch(settings: settings, request: request, rule: .objectGUID).run(
        touched, on: connection
      ) { (event) throws(DirectoryError) in
        if case .entry(let entry) = event, let id = entry.syncID { renamed.remove(id) }
        try take(event)
      }
      if try containsBranch(renamed, on: connection) { KeySweep.demand(in: &marks) }
      return ChangeRead(coverage: .changes, bases: settings.bases.counting(found), marks: marks)
    } catch {
      throw .failed(error)
    }
  }

  func presence(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? {
    guard KeySweep.isDemanded(marks) || contexts.contains(where: { DirSyncSearch.right(at: $0, in: marks) == .entries })
    else { return nil }
    return try sweep.run(since: marks, on: connection, take)
  }

  /// Whether a place for entries is among those with a new name or place: it alone is told of, and not who is in it.
  private func containsBranch(
    _ ids: Set<SyncID>, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> Bool {
    guard !ids.isEmpty else { return false }
    guard ids.count <= LookUpSearch.batchSize else { return true }
    var settings = settings
    settings.bases = contexts
    settings.scope = .sub
    settings.filter = .or(
      ["organizationalUnit", "container"].map { .equal(attribute: "objectClass", value: Array($0.utf8)) })
    var any = ReadRequest(attributes: AttributeSet([AnchorRule.objectGUID.attribute]))
    any.selection = .or(
      ids.compactMap { AnchorRule.objectGUID.anchor(of: $0)?.bytes(.guid) }.map {
        .equal(attribute: AnchorRule.objectGUID.attribute, value: $0)
      })
    return try FullRead(settings: settings, request: any).run(on: connection) { _ in }.entries > 0
  }

  /// Whatever may change what is made of an entry, or whether it is among those asked for; `name` tells of moves.
  private var watched: [String] {
    let filters = [settings.filter, request.filter].compactMap(\.self).flatMap(\.attributes)
    return AttributeSet(request.attributes.names + filters + ["name", "cn", "isDeleted", "objectGUID"]).names
  }
}

extension [String] {
  /// Nothing tells in which base the changed entries are: the first stands for all.
  func counting(_ entries: Int) -> [ReadOutcome.Base] {
    enumerated().map { ReadOutcome.Base(dn: $0.element, entries: $0.offset == 0 ? entries : 0) }
  }
}
