import Foundation

/// A search filter (RFC 4511 §4.5.1.7, written as in RFC 4515), sent to a server or evaluated on an entry here.
package indirect enum Filter: Equatable, Sendable {
  case and([Filter])
  case or([Filter])
  case not(Filter)
  case present(attribute: String)
  case equal(attribute: String, value: [UInt8])
  case substring(attribute: String, initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?)
  case greaterOrEqual(attribute: String, value: [UInt8])
  case lessOrEqual(attribute: String, value: [UInt8])
  /// 1.2.840.113556.1.4.803: every bit of the value is set.
  case allBits(attribute: String, value: Int64)
  /// 1.2.840.113556.1.4.804: at least one bit of the value is set.
  case anyBit(attribute: String, value: Int64)
}
