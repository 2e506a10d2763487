import Foundation
import Provisioning

/// One line of a record: an attribute description and a value, decoded (RFC 2849, attrval-spec).
struct LDIFAttribute {
  /// The description with its options, as it was spelled.
  let name: [UInt8]
  let value: [UInt8]

  init(_ line: LDIFLines.Line, in path: String) throws(DirectoryError) {
    guard let colon = line.bytes.firstIndex(of: UInt8(ascii: ":")), Self.isDescription(line.bytes[..<colon]) else {
      let isUTF16 = line.number == 1 && [[0xff, 0xfe], [0xfe, 0xff]].contains(Array(line.bytes.prefix(2)))
      throw .file(path: path, line: line.number, .syntax(isUTF16 ? .utf16 : .attribute))
    }
    name = Array(line.bytes[..<colon])
    let rest = line.bytes[(colon + 1)...]
    do throws(Refused) {
      value = try Self.value(rest, path: path)
    } catch {
      throw .file(path: path, line: line.number, error.reason)
    }
  }

  /// Why a value cannot be had, before its line is known.
  private struct Refused: Error {
    let reason: DirectoryError.FileFailure
  }

  /// Names are compared without case (RFC 4512 §2.5).
  func isNamed(_ other: String) -> Bool {
    name.count == other.utf8.count && name.elementsEqual(other.utf8) { $0 | 0x20 == $1 }
  }

  private static func value(_ rest: ArraySlice<UInt8>, path: String) throws(Refused) -> [UInt8] {
    switch rest.first {
    case UInt8(ascii: ":"): try base64(rest.dropFirst())
    case UInt8(ascii: "<"): try file(rest.dropFirst(), beside: path)
    default: Array(trimmed(rest))
    }
  }

  private static func base64(_ text: ArraySlice<UInt8>) throws(Refused) -> [UInt8] {
    // Writers leave spaces at the end; the alphabet has none.
    let digits = trimmed(text, atEnd: true)
    if digits.isEmpty { return [] }
    guard let data = Data(base64Encoded: Data(digits)) else { throw Refused(reason: .badBase64) }
    return Array(data)
  }

  /// Only files of this machine: a directory that makes this program fetch what it names would steer it.
  private static func file(
    _ text: ArraySlice<UInt8>, beside path: String
  ) throws(Refused) -> [UInt8] {
    let text = String(decoding: trimmed(text, atEnd: true), as: UTF8.self)
    guard let url = URL(string: text), url.scheme?.lowercased() == "file", ["", "localhost"].contains(url.host ?? "")
    else { throw Refused(reason: .notLocalURL(text)) }
    do {
      return try Array(Data(contentsOf: URL(fileURLWithPath: url.path)))
    } catch {
      throw Refused(reason: .unreadable(url.path))
    }
  }

  /// Spaces before a value are not part of it; those behind it are, unless it is encoded.
  private static func trimmed(_ bytes: ArraySlice<UInt8>, atEnd: Bool = false) -> ArraySlice<UInt8> {
    let space = UInt8(ascii: " ")
    var bytes = bytes.drop { $0 == space }
    while atEnd, bytes.last == space { bytes.removeLast() }
    return bytes
  }

  private static func isDescription(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first != UInt8(ascii: ";") else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      // The underscore is not in the grammar, but in directories.
      default: "-.;_=".utf8.contains(byte)
      }
    }
  }
}
