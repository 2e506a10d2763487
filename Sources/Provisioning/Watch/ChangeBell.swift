import Foundation

/// Is told by a directory's server that something changed. It only rings: what changed, a run finds out.
package protocol ChangeBell {
  /// Listens from where `request.resumption` left off, for as long as the conversation lasts.
  ///
  /// - Parameters:
  ///   - caughtUp: called when everything was heard that lies before this moment.
  ///   - ring: called whenever something may have changed.
  /// - Returns: why nothing can be heard; then somebody has to look.
  /// - Throws: why the conversation ended, or did not begin.
  func listen(
    _ request: ReadRequest, caughtUp: () -> Void, ring: () -> Void
  ) throws(DirectoryError) -> Deafness
}

/// Why a server does not tell of changes by itself.
package enum Deafness: Equatable, Sendable {
  /// It has no way to, not for this account, or there is nothing to go on from.
  case notOffered
  /// It does not go on from where the last read ended.
  case cursorRefused
}
