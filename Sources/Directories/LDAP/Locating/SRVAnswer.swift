/// The answer to a question for a service, read from the bytes of a DNS message (RFC 1035 §4).
struct SRVAnswer {
  private let bytes: [UInt8]
  private var position = 0

  /// The type of such a record (RFC 2782).
  static let type = 33

  /// Nil when the bytes are no such message.
  static func records(in message: [UInt8]) -> [SRVRecord]? {
    var answer = SRVAnswer(bytes: message)
    return answer.records()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func records() -> [SRVRecord]? {
    position = 4
    guard let questions = number(), let answers = number() else { return nil }
    position = 12
    for _ in 0..<questions {
      guard name() != nil, skip(4) else { return nil }
    }
    var records: [SRVRecord] = []
    for _ in 0..<answers {
      guard name() != nil, let type = number(), skip(6), let length = number() else { return nil }
      let end = position + length
      guard end <= bytes.count else { return nil }
      // An alias may stand before what it leads to.
      if type == Self.type {
        guard let priority = number(), let weight = number(), let port = number(), let target = name() else {
          return nil
        }
        records.append(SRVRecord(priority: priority, weight: weight, port: port, target: target))
      }
      position = end
    }
    return records
  }

  private mutating func skip(_ count: Int) -> Bool {
    position += count
    return position <= bytes.count
  }

  private mutating func number() -> Int? {
    guard position + 2 <= bytes.count else { return nil }
    defer { position += 2 }
    return Int(bytes[position]) << 8 | Int(bytes[position + 1])
  }

  /// A name, whose rest may stand earlier in the message (RFC 1035 §4.1.4).
  private mutating func name() -> String? {
    var labels: [String] = []
    var place = position
    var end: Int?
    while place < bytes.count, labels.count < 128 {
      let length = Int(bytes[place])
      switch length {
      case 0:
        position = end ?? place + 1
        return labels.joined(separator: ".").lowercased()
      case 1..<64:
        guard place + 1 + length <= bytes.count else { return nil }
        labels.append(String(decoding: bytes[(place + 1)..<(place + 1 + length)], as: UTF8.self))
        place += 1 + length
      case 192...:
        guard place + 1 < bytes.count else { return nil }
        let target = (length & 0x3f) << 8 | Int(bytes[place + 1])
        if end == nil { end = place + 2 }
        // Only backwards, so that it ends.
        guard target < place else { return nil }
        place = target
      default: return nil
      }
    }
    return nil
  }
}
