import Foundation

/// Why a run of one directory failed; nothing was half done.
package enum RunFailure: Error, Equatable, Sendable, Codable {
  case directory(DirectoryError)
  case store(StoreError)

  var isOfStore: Bool { if case .store = self { true } else { false } }

  /// A short, stable name for the journal.
  var code: String {
    switch self {
    case .directory(let error): "directory: \(error)"
    case .store(let error): "store: \(error)"
    }
  }
}
