import Foundation

extension Mapping {
  /// The identifier of an entry; nil when it is absent, there are several, or it cannot be read.
  package func anchor(of entry: DirectoryEntry) -> Anchor? {
    let values = entry.attributes == attributes ? entry.values(at: 0) : entry.values(of: anchor.attribute)
    guard values.count == 1 else { return nil }
    return Anchor(values[0], form: anchor.form)
  }

  /// The key of that identifier, for which no `String` is made where its bytes are its text.
  func anchorKey(of entry: DirectoryEntry) -> Digest128? {
    if anchor.form == .text, entry.attributes == attributes, let key = entry.onlyValue(at: 0, Anchor.plainKey) {
      return key
    }
    return self.anchor(of: entry)?.key
  }

  /// What the entry becomes, with everything that is wrong with it.
  ///
  /// `digest` spares making the digest again when the caller has it already.
  package func map(_ entry: DirectoryEntry, directory: String, digest: Digest128? = nil) -> MappedEntry {
    let entry = entry.attributes == attributes ? entry : entry.selecting(attributes)
    var reading = EntryReading(mapping: self, directory: directory, entry: entry)
    for field in readings { reading.take(field) }
    reading.takeActiveUntil()
    return reading.result(digest: digest ?? self.digest(of: entry))
  }

  private func digest(of entry: DirectoryEntry) -> Digest128 {
    var digester = EntryDigester(self)
    return digester.digest(entry)
  }
}
