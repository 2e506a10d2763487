import Foundation

/// From when until when a certificate is good (RFC 5280 §4.1.2.5), as texts of fourteen digits that sort.
struct CertificateValidity: Equatable {
  let notBefore: String
  let notAfter: String

  /// Finds the two times in a certificate, or nil when it is not one.
  init?(der: [UInt8]) {
    var outer = DERReader(der[...])
    guard var certificate = outer.enter(0x30), var signed = certificate.enter(0x30) else { return nil }
    _ = signed.enter(0xa0)  // version, left out of version 1
    guard signed.enter(0x02) != nil, signed.enter(0x30) != nil, signed.enter(0x30) != nil,
      var validity = signed.enter(0x30), let notBefore = Self.moment(&validity), let notAfter = Self.moment(&validity)
    else { return nil }
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// The moment after which it is no longer good.
  var end: Date? {
    let digits = notAfter.utf8.map { Int($0) - 48 }
    guard digits.count == 14, digits.allSatisfy((0...9).contains) else { return nil }
    let two = { (place: Int) in Int32(digits[place] * 10 + digits[place + 1]) }
    var parts = tm()
    parts.tm_year = two(0) * 100 + two(2) - 1900
    parts.tm_mon = two(4) - 1
    parts.tm_mday = two(6)
    parts.tm_hour = two(8)
    parts.tm_min = two(10)
    parts.tm_sec = two(12)
    return Date(timeIntervalSince1970: TimeInterval(timegm(&parts)))
  }

  /// The machine's own clock, by which the TLS library has just judged.
  static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 15)
    strftime(&text, text.count, "%Y%m%d%H%M%S", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// UTCTime has two digits of the year, of which 50 and more are of the last century.
  private static func moment(_ reader: inout DERReader) -> String? {
    if let long = reader.enter(0x18) { return String(decoding: long.bytes.prefix(14), as: UTF8.self) }
    guard let short = reader.enter(0x17), let decade = short.bytes.first else { return nil }
    return (decade >= UInt8(ascii: "5") ? "19" : "20") + String(decoding: short.bytes.prefix(12), as: UTF8.self)
  }
}
