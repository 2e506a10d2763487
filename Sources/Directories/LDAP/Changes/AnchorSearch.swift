import Provisioning

/// Looks for entries by their anchors, within base and filter: what is not found is not among those asked for.
struct AnchorSearch {
  let settings: LDAPSettings
  let request: ReadRequest
  let rule: AnchorRule
  /// Where the sync id stands, to be kept with a tie.
  let syncIDAttribute: String?

  /// So many are asked for by one search; a longer filter is refused by some servers.
  static let batchSize = 100

  /// Returns how many entries were found.
  func run(
    _ anchors: [Anchor], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> Int {
    var found = 0
    for start in stride(from: 0, to: anchors.count, by: Self.batchSize) {
      let batch = anchors[start..<min(start + Self.batchSize, anchors.count)]
      let read = try FullRead(settings: settings, request: request(for: batch)).run(on: connection) {
        (entry) throws(DirectoryError) in try take(.entry(finish(entry)))
      }
      found += read.entries
    }
    return found
  }

  private func request(for anchors: ArraySlice<Anchor>) -> ReadRequest {
    var request = request
    let wanted = anchors.compactMap { anchor in
      anchor.bytes(rule.form).map { Filter.equal(attribute: rule.attribute, value: $0) }
    }
    request.selection = .or(wanted)
    if let syncIDAttribute { request.attributes = AttributeSet(request.attributes.names + [syncIDAttribute]) }
    return request
  }

  private func finish(_ entry: DirectoryEntry) -> DirectoryEntry {
    guard let syncIDAttribute, let value = entry.values(of: syncIDAttribute).first else { return entry }
    var finished = entry.selecting(request.attributes)
    finished.syncID = SyncID(bytes: value) ?? SyncID(text: String(decoding: value, as: UTF8.self))
    return finished
  }
}
