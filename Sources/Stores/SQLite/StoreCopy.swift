import Foundation

/// A copy of a store's file and its log in a private folder, which goes with its owner.
///
/// A log without its index (`-shm`) is what a process leaves that was killed while it closed the store, and what a backup
/// of two of three files holds. SQLite would make the index beside it even to read; here it makes it beside the copy.
final class StoreCopy: Sendable {
  let path: String
  private let folder: String

  init(of path: String) throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.path + "/navette-" + UUID().uuidString
    self.path = folder + "/store.sqlite"
    try files.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    for suffix in ["", "-wal"] { try files.copyItem(atPath: path + suffix, toPath: self.path + suffix) }
  }

  deinit {
    // What cannot be removed is the system's to clean; nobody else can read it.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Whether a file has a log without its index, and not just for the moment in which somebody closes it.
  static func isNeeded(for path: String) -> Bool {
    for _ in 0..<25 {
      guard FileStamp(of: path + "-wal") != nil, FileStamp(of: path + "-shm") == nil else { return false }
      usleep(20_000)
    }
    return true
  }
}
