import Foundation

/// Who else has a file of SQLite open: in write-ahead mode each connection holds a lock as long as it is there
/// (https://www.sqlite.org/lockingv3.html, "SHARED"; os_unix.c, "SHARED_FIRST").
enum FileUsers {
  private static let firstByte: off_t = 0x4000_0002
  private static let bytes: off_t = 510

  /// The id of another process that has it open; asked before this one opens it, since closing any descriptor of a file lets
  /// go of a process's own locks on it (fcntl(2)).
  static func anotherProcess(of path: String) -> Int? {
    let file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = firstByte
    lock.l_len = bytes
    guard fcntl(file, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
    return Int(lock.l_pid)
  }
}
