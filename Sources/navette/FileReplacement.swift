import Foundation

/// Puts new content in the place of a file so that whoever reads sees the old one or the new one, whole, also after a power cut.
enum FileReplacement {
  /// What the system said.
  struct Failure: Error, Equatable {
    let detail: String
  }

  /// Who may read a file.
  private struct Rights {
    let owner: uid_t
    let group: gid_t
    let mode: mode_t
  }

  /// The new file has the rights and the owner of the old one.
  static func replace(_ path: String, with text: String) throws(Failure) {
    let target = target(of: path)
    var before = stat()
    try check(stat(target, &before) == 0)
    try replace(target, with: Array(text.utf8), as: rights(in: before))
  }

  /// The same; a file that is not there yet is made, its owner's alone. What is no file, but a pipe for one, is written to.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let target = target(of: path)
    var before = stat()
    guard stat(target, &before) == 0 else {
      try check(errno == ENOENT)
      return try replace(target, with: bytes, as: nil)
    }
    guard before.st_mode & S_IFMT != S_IFREG else {
      return try replace(target, with: bytes, as: rights(in: before))
    }
    let file = open(target, O_WRONLY | O_CLOEXEC)
    try check(file >= 0)
    defer { close(file) }
    try write(bytes, to: file)
  }

  /// Where a link leads is replaced, not the link.
  private static func target(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func rights(in status: stat) -> Rights {
    Rights(owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
  }

  private static func replace(_ target: String, with bytes: [UInt8], as rights: Rights?) throws(Failure) {
    let beside = "\(target).new-\(getpid())"
    let file = open(beside, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    try check(file >= 0)
    do throws(Failure) {
      defer { close(file) }
      try write(bytes, to: file)
      if let rights {
        try check(fchown(file, rights.owner, rights.group) == 0)
        try check(fchmod(file, rights.mode) == 0)
      }
      try check(fsync(file) == 0)
      try check(rename(beside, target) == 0)
    } catch {
      unlink(beside)
      throw error
    }
    try syncFolder(of: target)
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      try check(count > 0)
      done += count
    }
  }

  /// The name is in the folder: it has to reach the disk as well.
  private static func syncFolder(of path: String) throws(Failure) {
    let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(folder >= 0)
    defer { close(folder) }
    try check(fsync(folder) == 0)
  }

  private static func check(_ succeeded: Bool) throws(Failure) {
    if !succeeded { throw Failure(detail: String(cString: strerror(errno))) }
  }
}
