import Provisioning

/// Asks for the attribute in which a server keeps the sync id, beside those of the mapping, and takes it off again.
struct SyncIDColumn {
  /// Nil where the server speaks of entries by no such identifier.
  let attribute: String?

  /// The same request, for that attribute as well.
  func added(to request: ReadRequest) -> ReadRequest {
    var request = request
    if let attribute { request.attributes = AttributeSet(request.attributes.names + [attribute]) }
    return request
  }

  /// The entry with the attributes of `request`, and its sync id.
  func taken(from entry: DirectoryEntry, for request: ReadRequest) -> DirectoryEntry {
    guard let attribute else { return entry }
    var finished = entry.selecting(request.attributes)
    if let value = entry.values(of: attribute).first {
      finished.syncID = SyncID(bytes: value) ?? SyncID(text: String(decoding: value, as: UTF8.self))
    }
    return finished
  }
}
