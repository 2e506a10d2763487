import Foundation
import Provisioning

/// One directory, and how to read it.
struct DirectorySettings: Equatable, Sendable {
  enum Scope: String, Equatable, Sendable, CaseIterable { case sub, one, base }
  enum Read: String, Equatable, Sendable, CaseIterable { case auto, full, syncrepl, dirsync, usn }

  let name: String
  /// Tried in order; a file stands alone.
  let urls: [DirectoryURL]
  let startTLS: Bool
  let caFile: String?
  let clientCertificate: ClientCertificate?
  let bind: BindSettings
  /// Empty for a file of which everything is read.
  let bases: [String]
  let scope: Scope
  /// ANDed with the mapping's.
  let filter: Filter?
  let pageSize: Int
  let read: Read
  /// In seconds.
  let fullEvery: Int
  /// In seconds.
  let connectTimeout: Int
  /// In seconds.
  let idleTimeout: Int
  var mapping: Mapping
  /// Where the mapping was found; nil for a shipped one.
  let mappingPath: String?

  /// The same directory with days that end by the clock of a zone.
  func endingDays(in zone: TimeZone) -> DirectorySettings {
    var directory = self
    directory.mapping = mapping.endingDays(in: zone)
    return directory
  }
}
