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

  /// Gives an open file to the owner of the folder it is in, when this is root: what an administrator makes by hand, the
  /// program's own user must be able to open. SQLite does the same with its companions.
  func hand(_ file: Int32, at path: String) {
    var owner = stat()
    guard geteuid() == 0, stat(URL(fileURLWithPath: path).deletingLastPathComponent().path, &owner) == 0 else { return }
    if owner.st_uid != 0 { fchown(file, owner.st_uid, owner.st_gid) }
  }

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
