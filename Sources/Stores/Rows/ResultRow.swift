import Foundation
import Provisioning

/// The row that a query stands on, read by position from zero; each kind of store has its own. Valid until the next row.
protocol ResultRow: ~Copyable {
  func isNull(_ index: Int32) -> Bool
  /// A whole number; 0 for NULL.
  func integer(_ index: Int32) -> Int64
  /// A truth value; false for NULL.
  func flag(_ index: Int32) -> Bool
  func optionalText(_ index: Int32) -> String?
  /// The bytes as they are, or those of a text.
  func bytes(_ index: Int32) -> [UInt8]
  /// Sixteen bytes in network order; nil for NULL and any other length.
  func digest(_ index: Int32) -> Digest128?
}

extension ResultRow where Self: ~Copyable {
  /// The text, or an empty one for NULL.
  func text(_ index: Int32) -> String { optionalText(index) ?? "" }

  func date(_ index: Int32) -> Date? { isNull(index) ? nil : Date(milliseconds: integer(index)) }

  /// Who caused something, in three columns.
  func actor(from index: Int32) -> Actor {
    Actor(Actor.Kind(rawValue: text(index)) ?? .portal, name: text(index + 1), origin: text(index + 2))
  }
}

/// The stores keep moments as milliseconds since 1970.
extension Date {
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
