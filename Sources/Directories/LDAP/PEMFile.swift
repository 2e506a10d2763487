import Foundation

/// A file that should hold certificates in their text form (RFC 7468).
struct PEMFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Which file it is, and what the system says of it if it cannot be read.
  var fault: String { access(path, R_OK) == 0 ? path : "\(path): \(String(cString: strerror(errno)))" }

  /// Whether the file can be read and holds an object of that label.
  func holds(_ label: String) -> Bool {
    // A file that cannot be read holds nothing: the caller names it.
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return content.range(of: Data("-----BEGIN \(label)-----".utf8)) != nil
  }
}
