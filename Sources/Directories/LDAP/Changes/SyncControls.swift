private import CLDAP
import Provisioning

/// The messages of content synchronisation, in BER (RFC 4533 §2.2–2.5).
enum SyncControls {
  static let request = "1.3.6.1.4.1.4203.1.9.1.1"
  static let state = "1.3.6.1.4.1.4203.1.9.1.2"
  static let done = "1.3.6.1.4.1.4203.1.9.1.3"
  static let info = "1.3.6.1.4.1.4203.1.9.1.4"
  /// The server does not go on from the cookie (RFC 4533 §2.6).
  static let refreshRequired = 4096

  enum Mode: UInt8 { case refreshOnly = 1, refreshAndPersist = 3 }

  /// The value of the request control.
  static func requestValue(_ mode: Mode, cookie: [UInt8]?) -> [UInt8] {
    let mode: [UInt8] = [0x0a, 1, mode.rawValue]
    return element(0x30, mode + (cookie.map { element(0x04, $0) } ?? []))
  }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    guard rest >= 0x80 else { return [tag, UInt8(rest)] + content }
    while rest > 0 {
      length.insert(UInt8(rest & 0xff), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  /// What the server says of one entry.
  struct State {
    enum Kind: UInt8 { case present, add, modify, delete }

    let kind: Kind
    let id: SyncID

    init?(_ value: [UInt8]) {
      var outer = DERReader(value[...])
      guard var body = outer.enter(0x30), let kind = body.enter(0x0a)?.bytes, let id = body.enter(0x04)?.bytes,
        kind.count == 1, let kind = kind.first.flatMap(Kind.init), let id = SyncID(bytes: id)
      else { return nil }
      self.kind = kind
      self.id = id
    }
  }

  /// How the server ended.
  struct Done {
    let cookie: [UInt8]?
    /// What is gone was named; otherwise what was not named is gone.
    let namesRemoved: Bool

    init?(_ value: [UInt8]) {
      var outer = DERReader(value[...])
      guard var body = outer.enter(0x30) else { return nil }
      cookie = body.enter(0x04).map { Array($0.bytes) }
      namesRemoved = body.enter(0x01)?.isTrue ?? false
    }
  }

  /// What the server says on the way.
  enum Info {
    case cookie([UInt8])
    /// The end of a phase; the bytes are a cookie.
    case phase(namesRemoved: Bool, cookie: [UInt8]?)
    case ids([SyncID], areRemoved: Bool, cookie: [UInt8]?)

    init?(_ value: [UInt8]) {
      var outer = DERReader(value[...])
      guard let (tag, body) = outer.next() else { return nil }
      var content = body
      switch tag {
      case 0x80: self = .cookie(Array(body.bytes))
      case 0xa1: self = .phase(namesRemoved: true, cookie: content.enter(0x04).map { Array($0.bytes) })
      case 0xa2: self = .phase(namesRemoved: false, cookie: content.enter(0x04).map { Array($0.bytes) })
      case 0xa3:
        let cookie = content.enter(0x04).map { Array($0.bytes) }
        let areRemoved = content.enter(0x01)?.isTrue ?? false
        guard var list = content.enter(0x31) else { return nil }
        var ids: [SyncID] = []
        while !list.bytes.isEmpty {
          guard let id = list.enter(0x04).flatMap({ SyncID(bytes: $0.bytes) }) else { return nil }
          ids.append(id)
        }
        self = .ids(ids, areRemoved: areRemoved, cookie: cookie)
      default: return nil
      }
    }
  }
}

extension DERReader {
  fileprivate var isTrue: Bool { bytes.count == 1 && bytes.first != 0 }
}
