import Foundation
import Provisioning

/// Just enough LDIF (RFC 2849) to read the samples beside the mappings.
enum SampleLDIF {
  struct Record {
    var dn = ""
    var values: [(name: String, bytes: [UInt8])] = []

    func entry(_ set: AttributeSet) -> DirectoryEntry {
      var entry = DirectoryEntry(dn: dn, attributes: set)
      for (name, bytes) in values {
        if let position = set.position(of: name) { entry.append(bytes, at: position) }
      }
      return entry
    }
  }

  static func records(_ text: String) -> [Record] {
    let unfolded = text.replacing("\n ", with: "")
    return unfolded.split(separator: "\n\n").compactMap { block in
      var record = Record()
      for line in block.split(separator: "\n") where !line.hasPrefix("#") {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let bytes = value(line[line.index(after: colon)...])
        if line[..<colon] == "dn" {
          record.dn = String(decoding: bytes, as: UTF8.self)
        } else {
          record.values.append((String(line[..<colon]), bytes))
        }
      }
      return record.dn.isEmpty ? nil : record
    }
  }

  /// Every attribute of the records.
  static func names(_ records: [Record]) -> AttributeSet { AttributeSet(records.flatMap { $0.values.map(\.name) }) }

  private static func value(_ text: Substring) -> [UInt8] {
    let isBase64 = text.hasPrefix(":")
    let content = text.drop { $0 == ":" || $0 == " " }
    return isBase64 ? Array(Data(base64Encoded: String(content)) ?? Data()) : Array(content.utf8)
  }
}
