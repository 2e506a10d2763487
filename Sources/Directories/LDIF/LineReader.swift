import Foundation
import Provisioning

/// Reads a file line by line, a piece of it in memory at a time; lines end in LF or CRLF.
struct LineReader {
  private let file: FileHandle
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private static let pieceSize = 1 << 18

  init(path: String) throws(DirectoryError) {
    self.path = path
    do {
      file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw .file(path: path, line: nil, .unreadable(String(cString: strerror(errno))))
    }
  }

  /// The next line without its end, or nil after the last, which needs no end.
  mutating func next() throws(DirectoryError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[start..<end]
        start = end + 1
        return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
      }
      if isAtEnd { return lastLine() }
      searched = buffer.count - start
      try readOn()
    }
  }

  private mutating func lastLine() -> [UInt8]? {
    guard start < buffer.count else { return nil }
    defer { start = buffer.count }
    let line = buffer[start...]
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private mutating func readOn() throws(DirectoryError) {
    buffer.removeFirst(start)
    start = 0
    do {
      guard let piece = try file.read(upToCount: Self.pieceSize), !piece.isEmpty else {
        isAtEnd = true
        return
      }
      buffer.append(contentsOf: piece)
    } catch {
      throw .file(path: path, line: nil, .unreadable(String(cString: strerror(errno))))
    }
  }
}
