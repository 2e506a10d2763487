import Foundation

/// Where people come from: one configured directory.
package protocol Directory {
  /// The name given in the settings; ties are kept under it.
  var name: String { get }

  /// Reads every entry of every base within `scope`, handing each to `take` as it arrives.
  ///
  /// A read is whole or it is an error: it returns only when every base, with every page, ended in success.
  /// An error that `take` throws ends the read and comes out unchanged.
  func read(
    _ request: ReadRequest, _ take: (DirectoryEntry) throws(DirectoryError) -> Void
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

  package init(attributes: AttributeSet, filter: Filter? = nil, selection: Filter? = nil) {
    self.attributes = attributes
    self.filter = filter
    self.selection = selection
  }
}

/// How a read that succeeded went.
package struct ReadOutcome: Equatable, Sendable, Codable {
  /// What the entries of a read stand for.
  package enum Coverage: String, Equatable, Sendable, Codable {
    /// Every entry of every base: what was not seen is absent.
    case everything
    /// Only those a selection let through: nothing is absent.
    case selection
  }

  /// The entries one base returned.
  package struct Base: Equatable, Sendable, Codable {
    package let dn: String
    package let entries: Int

    package init(dn: String, entries: Int) {
      self.dn = dn
      self.entries = entries
    }
  }

  package let coverage: Coverage
  /// The way the entries were read, as reports name it: `full` or `ldif`.
  package let method: String
  package let bases: [Base]

  package var entries: Int { bases.reduce(0) { $0 + $1.entries } }

  package init(coverage: Coverage, method: String, bases: [Base]) {
    self.coverage = coverage
    self.method = method
    self.bases = bases
  }
}
