import Foundation

/// Puts a new text in the place of a file so that whoever reads sees the old one or the new one, whole, also after a power cut.
enum FileReplacement {
  /// What the system said.
  struct Failure: Error, Equatable {
    let detail: String
  }

  /// The new file has the rights and the owner of the old one.
  static func replace(_ path: String, with text: String) throws(Failure) {
    // Where a link leads is replaced, not the link.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    var before = stat()
    try check(stat(target, &before) == 0)
    let beside = "\(target).new-\(getpid())"
    let file = open(beside, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    try check(file >= 0)
    do throws(Failure) {
      defer { close(file) }
      try write(text, to: file)
      try check(fchown(file, before.st_uid, before.st_gid) == 0)
      try check(fchmod(file, before.st_mode & 0o7777) == 0)
      try check(fsync(file) == 0)
      try check(rename(beside, target) == 0)
    } catch {
      unlink(beside)
      throw error
    }
    try syncFolder(of: target)
  }

  private static func write(_ text: String, to file: Int32) throws(Failure) {
    let bytes = Array(text.utf8)
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
