import Crypto
import Foundation
import Provisioning

/// The file of token keys: a line `ID BASE64` for each, the first one current; `#` begins a remark.
enum TokenKeyFile {
  /// Why a file holds no keys; never tells the secret itself.
  struct Problem: Error, Equatable {
    let line: Int
    let problem: String
  }

  static func parse(_ text: String) throws(Problem) -> TokenKeys {
    var keys: [TokenKey] = []
    var line = 0
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      let content = row.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
      if content.isEmpty { continue }
      let key = try read(content, line)
      if keys.contains(where: { $0.id == key.id }) {
        throw Problem(line: line, problem: "the key \(key.id) stands twice; give each key an id of its own")
      }
      keys.append(key)
    }
    guard let current = keys.first else {
      let recipe = #"printf 'key1 %s\n' "$(head -c 32 /dev/urandom | base64)""#
      throw Problem(line: line, problem: "there is no key; make one with: \(recipe) > FILE")
    }
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

  private static func read(_ content: String, _ line: Int) throws(Problem) -> TokenKey {
    let words = content.split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else {
      throw Problem(line: line, problem: "a key is its id, a space, and 32 bytes in base64")
    }
    let id = words[0]
    guard id.utf8.count <= 64, id.utf8.allSatisfy(isPlain) else {
      throw Problem(line: line, problem: "the id of a key has letters, digits, - . and _ only, 64 at most")
    }
    guard let secret = Data(base64Encoded: String(words[1])), secret.count == 32 else {
      throw Problem(line: line, problem: "the key \(id) is not 32 bytes in base64")
    }
    return TokenKey(id: String(id), secret: SymmetricKey(data: secret))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || "-._".utf8.contains(byte)
  }
}
