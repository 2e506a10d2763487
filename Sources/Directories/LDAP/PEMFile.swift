import Foundation

/// A file that should hold certificates in their text form (RFC 7468).
struct PEMFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Whether the file can be read and holds an object of that label.
  func holds(_ label: String) -> Bool {
    // A file that cannot be read holds nothing: the caller names it.
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return content.range(of: Data("-----BEGIN \(label)-----".utf8)) != nil
  }
}
