import Foundation

/// Files that are written together: all of them, or none, and never over one that is there.
struct FileSet {
  /// Why nothing was written.
  enum Failure: Error, Equatable {
    case exists([String])
    case notWritten(String, detail: String)
  }

  private struct File {
    let path: String
    let text: String
    let mode: mode_t
  }

  private let folder: String
  private var files: [File] = []

  init(folder: String) { self.folder = folder }

  func adding(_ name: String, _ text: String, mode: mode_t = 0o644) -> FileSet {
    var set = self
    set.files.append(File(path: folder == "." ? name : "\(folder)/\(name)", text: text, mode: mode))
    return set
  }

  var paths: [String] { files.map(\.path) }

  func write() throws(Failure) {
    let there = paths.filter { access($0, F_OK) == 0 }
    guard there.isEmpty else { throw .exists(there) }
    var made: [String] = []
    do throws(Failure) {
      for file in files {
        try makeFolders(for: file.path, &made)
        try write(file, &made)
      }
    } catch {
      // The last made goes first, so that folders are empty when their turn comes.
      for path in made.reversed() { remove(path) }
      throw error
    }
  }

  /// The folder itself and one below it; its parents are the operator's to make.
  private func makeFolders(for path: String, _ made: inout [String]) throws(Failure) {
    let own = URL(fileURLWithPath: path).deletingLastPathComponent().path
    for place in [folder, own] where access(place, F_OK) != 0 {
      guard mkdir(place, 0o755) == 0 else { throw .notWritten(place, detail: String(cString: strerror(errno))) }
      made.append(place)
    }
  }

  private func write(_ file: File, _ made: inout [String]) throws(Failure) {
    let descriptor = open(file.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, file.mode)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? .exists([file.path]) : .notWritten(file.path, detail: String(cString: strerror(errno)))
    }
    made.append(file.path)
    defer { close(descriptor) }
    let bytes = Array(file.text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw .notWritten(file.path, detail: String(cString: strerror(errno))) }
      done += count
    }
  }
}
