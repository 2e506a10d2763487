import Foundation
import GRDB
import Provisioning

extension StoreError {
  /// What an error of SQLite, or of a caller's closure, means to those above.
  init(_ error: any Error, location: String, patience: Int) {
    switch error {
    case let known as StoreError: self = known
    case let known as DatabaseError: self.init(known, location: location, patience: patience)
    default: self = .failed(location: location, detail: String(describing: error))
    }
  }

  /// Why the file cannot be opened, in the operating system's words; SQLite does not say.
  private static func obstacle(to location: String) -> String? {
    access(location, R_OK) == 0 ? nil : String(cString: strerror(errno))
  }

  private init(_ error: DatabaseError, location: String, patience: Int) {
    let detail = error.message ?? error.resultCode.description
    self =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(location: location, seconds: patience)
      case .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_PERM: .notWritable(location: location, detail: detail)
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged(location: location, detail: detail)
      case .SQLITE_CANTOPEN: .unreachable(location: location, detail: Self.obstacle(to: location) ?? detail)
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE:
        // A quota, or a limit on the size of files (setrlimit(2)).
        .notWritable(location: location, detail: detail)
      case .SQLITE_INTERRUPT: .interrupted
      default: .failed(location: location, detail: detail)
      }
  }
}
