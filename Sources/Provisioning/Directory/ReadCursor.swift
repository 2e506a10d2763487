import Foundation

/// Where reading only what changed goes on from; written in the transaction of the changes that lie before it.
package struct ReadCursor: Equatable, Sendable, Codable {
  /// How changes are read.
  package let way: ChangeWay
  /// What it holds for: server, bases, filter and mapping. In any other scope it says nothing.
  package let scope: String
  /// When the last whole read began.
  package let wholeAt: Date
  /// What the way itself keeps, by names of its own.
  package var marks: [String: String]

  package init(way: ChangeWay, scope: String, wholeAt: Date, marks: [String: String]) {
    self.way = way
    self.scope = scope
    self.wholeAt = wholeAt
    self.marks = marks
  }
}

/// A way to read only what changed, as the key `read` of the settings names it.
package enum ChangeWay: String, Hashable, Sendable, Codable, CaseIterable {
  /// RFC 4533, refresh only.
  case syncrepl
  /// The control of Active Directory ([MS-ADTS] §3.1.1.3.4.1.3).
  case dirsync
  /// The counter of one domain controller ([MS-ADTS] §3.1.1.1.9).
  case usn
  /// `modifyTimestamp` (RFC 4512 §3.4.4), by the server's clock.
  case timestamp
}
