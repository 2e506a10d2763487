import Foundation

/// Who may read and write the files of a store.
struct FileRights: Sendable {
  /// Nil leaves a file that is there as it is.
  private let wanted: mode_t?

  init(_ permissions: UInt32?) { wanted = permissions.map { mode_t($0) } }

  /// What a new file is made with.
  var ofNewFiles: mode_t { wanted ?? 0o600 }

  /// Brings a file that was just made to these rights, whatever the umask took away.
  func give(to file: Int32) { fchmod(file, ofNewFiles) }

  /// Brings a file that is there to these rights. Only its owner can; anybody else of the group finds them as the owner
  /// left them.
  ///
  /// By its name: to open and close a file of SQLite would let go of this process's locks on it (fcntl(2)).
  func apply(to path: String) {
    var status = stat()
    guard let wanted, stat(path, &status) == 0, status.st_mode & 0o7777 != wanted else { return }
    chmod(path, wanted)
  }
}
