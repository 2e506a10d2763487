import Crypto
import Foundation
import Provisioning

/// The file of token keys: a line `ID BASE64` for each, the first one current; `#` begins a remark.
enum TokenKeyFile {
  static func parse(_ text: String) throws(TokenKeyFault) -> TokenKeys {
    var keys: [TokenKey] = []
    var line = 0
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      let content = row.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
      if content.isEmpty { continue }
      let key = try read(content, line)
      if keys.contains(where: { $0.id == key.id }) {
        throw TokenKeyFault(line: line, .idTwice(key.id))
      }
      keys.append(key)
    }
    guard let current = keys.first else { throw TokenKeyFault(line: line, .noKey) }
    return TokenKeys(current: current, others: Array(keys.dropFirst()))
  }

  /// A file with one key nobody can guess.
  static func fresh(remark: String) -> String {
    "\(remark)\nkey1 \(Data(RandomBytes().next(32)).base64EncodedString())\n"
  }

  /// The keys that a file holds now; nil while it cannot be read, so that those known before go on serving.
  static func now(at path: String) -> TokenKeys? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? parse(String(decoding: data, as: UTF8.self))  // see above
  }

  private static func read(_ content: String, _ line: Int) throws(TokenKeyFault) -> TokenKey {
    let words = content.split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { throw TokenKeyFault(line: line, .notAKey) }
    let id = words[0]
    guard id.utf8.count <= 64, id.utf8.allSatisfy(isPlain) else { throw TokenKeyFault(line: line, .badID) }
    guard let secret = Data(base64Encoded: String(words[1])), secret.count == 32 else {
      throw TokenKeyFault(line: line, .notBase64(id: String(id)))
    }
    return TokenKey(id: String(id), secret: SymmetricKey(data: secret))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || "-._".utf8.contains(byte)
  }
}
