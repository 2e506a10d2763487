import Foundation

/// Why a run of one directory failed; nothing was half done.
package enum RunFailure: Error, Equatable, Sendable {
  case directory(DirectoryError)
  case store(StoreError)
}
