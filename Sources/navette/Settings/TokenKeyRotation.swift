import Foundation
import Provisioning

/// A new key on top of a file of token keys, and those below it that are still needed.
struct TokenKeyRotation: Equatable {
  /// Why an older key stays.
  enum Reason: Equatable {
    /// Open tokens were made with it.
    case used(KeyUse)
    /// It was current until now: a program that runs may make a token with it yet.
    case current
  }

  struct Kept: Equatable {
    let id: String
    let reason: Reason
  }

  let id: String
  let kept: [Kept]
  let dropped: [String]
  /// The new file; remarks stay where they were.
  let text: String

  /// - Parameters:
  ///   - text: a file that `TokenKeyFile` understands.
  ///   - day: names the new key.
  init(_ text: String, day: String, secret: [UInt8], uses: [KeyUse]) {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let ids = rows.compactMap(Self.id(of:))
    let id = Self.newID(day, taken: Set(ids + uses.map(\.keyID)))
    let kept = ids.enumerated().compactMap { position, id -> Kept? in
      if let use = uses.first(where: { $0.keyID == id }) { return Kept(id: id, reason: .used(use)) }
      return position == 0 ? Kept(id: id, reason: .current) : nil
    }
    let stays = Set(kept.map(\.id))
    var lines: [String] = []
    var isPlaced = false
    for row in rows {
      let key = Self.id(of: row)
      if key != nil && !isPlaced {
        lines.append("\(id) \(Data(secret).base64EncodedString())")
        isPlaced = true
      }
      if key.map(stays.contains) ?? true { lines.append(row) }
    }
    self.id = id
    self.kept = kept
    dropped = ids.filter { !stays.contains($0) }
    self.text = lines.joined(separator: "\n")
  }

  /// Nil for a line that is empty or a remark.
  private static func id(of row: String) -> String? {
    row.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  /// An id is never used twice, not even after its key is gone: tokens name it.
  private static func newID(_ day: String, taken: Set<String>) -> String {
    let first = "key-\(day)"
    guard taken.contains(first) else { return first }
    return (2...).lazy.map { "\(first).\($0)" }.first { !taken.contains($0) } ?? first
  }
}
