import Foundation

/// Where people come from: one configured directory.
package protocol Directory {
  /// The name given in the settings; ties are kept under it.
  var name: String { get }

  /// Reads every entry of every base, or what changed since `request.resumption` if that can be told, handing each
  /// event to `take` as it arrives.
  ///
  /// A read is whole or it is an error: it returns only when every base, with every page, ended in success.
  /// An error that `take` or `again` throws ends the read and comes out unchanged.
  ///
  /// Where a server is gone in the middle, the read may begin anew on another, and says so by `.began`.
  ///
  /// - Parameter again: asked when all changes were told, once each time the read begins, for what to look for by itself; it is
  ///   given what the read covered.
  func read(
    _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome

  /// The searches `request` leads to, each as a command a person can paste into a shell; empty for a file.
  func searchCommands(_ request: ReadRequest) -> [String]
}

/// What to ask a directory for.
package struct ReadRequest: Equatable, Sendable {
  /// The attributes to ask for, by name, the operational ones included.
  package var attributes: AttributeSet
  /// The mapping's own filter, ANDed with the directory's.
  package var filter: Filter?
  /// A filter that narrows this one read (`--only`); then nothing can be said about absence.
  package var selection: Filter?
  /// Set when what changed is enough, and where a later read may go on from is to be found out.
  package var resumption: Resumption?

  package init(attributes: AttributeSet, filter: Filter? = nil, selection: Filter? = nil) {
    self.attributes = attributes
    self.filter = filter
    self.selection = selection
  }

  /// What a run asks for: the mapping's attributes and filter.
  package init(_ mapping: Mapping, selection: Filter? = nil) {
    self.init(attributes: mapping.attributes, filter: mapping.filter, selection: selection)
  }

  /// The same, of which what changed since is enough.
  package init(_ mapping: Mapping, resuming cursor: ReadCursor?, isWhole: Bool = false, at now: Date) {
    self.init(mapping)
    resumption = Resumption(
      cursor, isWhole: isWhole, anchor: mapping.anchor, mapping: mapping.fingerprint, now: now)
  }

  /// What reading changes rests on.
  package struct Resumption: Equatable, Sendable {
    /// Nil when nothing was read yet.
    package var cursor: ReadCursor?
    /// Read everything, whatever the cursor (`--full`).
    package var isWhole: Bool
    /// How anchors are searched for.
    package let anchor: AnchorRule
    /// Part of what a cursor holds for.
    package let mapping: Digest128
    package let now: Date

    package init(_ cursor: ReadCursor?, isWhole: Bool = false, anchor: AnchorRule, mapping: Digest128, now: Date) {
      self.cursor = cursor
      self.isWhole = isWhole
      self.anchor = anchor
      self.mapping = mapping
      self.now = now
    }
  }
}

extension Directory {
  /// Reads every entry.
  ///
  /// - Parameter anew: called when the read begins anew, and the entries taken until then are void.
  package func read(
    _ request: ReadRequest, anew: () -> Void, _ take: (DirectoryEntry) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    try read(request, again: { (_) throws(DirectoryError) in LookUps() }) { (event) throws(DirectoryError) in
      switch event {
      case .began: anew()
      case .entry(let entry): try take(entry)
      case .present, .seen, .removed: break
      }
    }
  }
}
