import Foundation
import Provisioning

/// The lines of an LDIF file, folded ones joined and comments left out (RFC 2849, notes 2 and 3).
struct LDIFLines {
  /// One line and where it began, counted from 1.
  struct Line {
    let number: Int
    let bytes: [UInt8]
  }

  private var reader: LineReader
  private var ahead: [UInt8]?
  private var number = 0

  init(path: String) throws(DirectoryError) {
    reader = try LineReader(path: path)
    ahead = try reader.next()
  }

  /// The next line, empty ones included since they part records; nil at the end.
  mutating func next() throws(DirectoryError) -> Line? {
    while var bytes = ahead {
      number += 1
      let start = number
      ahead = try reader.next()
      while !bytes.isEmpty, let folded = ahead, folded.first == UInt8(ascii: " ") {
        bytes.append(contentsOf: folded.dropFirst())
        number += 1
        ahead = try reader.next()
      }
      if bytes.first != UInt8(ascii: "#") { return Line(number: start, bytes: bytes) }
    }
    return nil
  }
}
