private import CLDAP
import Provisioning

/// The messages of content synchronisation, in BER (RFC 4533 §2.2–2.5).
enum SyncControls {
  static let request = "1.3.6.1.4.1.4203.1.9.1.1"
  static let state: StaticString = "1.3.6.1.4.1.4203.1.9.1.2"
  static let done = "1.3.6.1.4.1.4203.1.9.1.3"
  static let info = "1.3.6.1.4.1.4203.1.9.1.4"
  /// The server does not go on from the cookie (RFC 4533 §2.6).
  static let refreshRequired = 4096

  enum Mode: UInt8 { case refreshOnly = 1, refreshAndPersist = 3 }

  /// The value of the request control.
  static func requestValue(_ mode: Mode, cookie: [UInt8]?) -> [UInt8] {
    BEREncoding.sequence([BEREncoding.enumerated(mode.rawValue)] + (cookie.map { [BEREncoding.octets($0)] } ?? []))
  }

  /// What the server says of one entry.
  struct State {
    enum Kind: UInt8 { case present, add, modify, delete }

    let kind: Kind
    let id: SyncID

    init?(_ value: UnsafeRawBufferPointer) {
      // Nearly every one is so long, and has no cookie: a read of everything has one an entry.
      if value.count == 23, value.starts(with: [0x30, 21, 0x0a, 1]), value[5] == 0x04, value[6] == 16 {
        guard let kind = Kind(rawValue: value[4]), let id = SyncID(bytes: value[7...]) else { return nil }
        (self.kind, self.id) = (kind, id)
        return
      }
      var outer = DERReader(Array(value)[...])
      guard var body = outer.enter(0x30), let kind = body.enter(0x0a)?.bytes, let id = body.enter(0x04)?.bytes,
        kind.count == 1, let kind = kind.first.flatMap(Kind.init), let id = SyncID(bytes: id)
      else { return nil }
      (self.kind, self.id) = (kind, id)
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
