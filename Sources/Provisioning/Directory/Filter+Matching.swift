import Foundation

extension Filter {
  /// Whether the filter is true of the entry; what cannot be told is not a match (RFC 4511 §4.5.1.7).
  ///
  /// An attribute without a value compares as false, not as undefined, so that `(!(attribute=value))` holds for an
  /// entry that lacks the attribute: that is what servers answer for every attribute their schema knows.
  package func matches(_ entry: DirectoryEntry) -> Bool { truth(of: entry) == true }

  /// True, false, or nil for undefined.
  private func truth(of entry: DirectoryEntry) -> Bool? {
    switch self {
    case .and(let parts): Self.all(parts.lazy.map { $0.truth(of: entry) })
    case .or(let parts): Self.all(parts.lazy.map { $0.truth(of: entry).map { !$0 } }).map { !$0 }
    case .not(let part): part.truth(of: entry).map { !$0 }
    case .present(let attribute): Self.any(of: attribute, in: entry) { _ in true }
    case .equal(let attribute, let value):
      Self.any(of: attribute, in: entry, Self.equality(with: value))
    case .substring(let attribute, let initial, let any, let final):
      Self.any(of: attribute, in: entry, Self.substring(initial: initial, any: any, final: final))
    case .greaterOrEqual(let attribute, let value):
      Self.any(of: attribute, in: entry) { MatchingRule.order($0, value) >= 0 }
    case .lessOrEqual(let attribute, let value):
      Self.any(of: attribute, in: entry) { MatchingRule.order($0, value) <= 0 }
    case .allBits(let attribute, let mask):
      Self.any(of: attribute, in: entry) { MatchingRule.integer($0).map { $0 & mask == mask } }
    case .anyBit(let attribute, let mask):
      Self.any(of: attribute, in: entry) { MatchingRule.integer($0).map { $0 & mask != 0 } }
    }
  }

  /// False as soon as one is false, undefined when none is and one is undefined, else true.
  private static func all(_ truths: some Sequence<Bool?>) -> Bool? {
    var result: Bool? = true
    for truth in truths {
      if truth == false { return false }
      if truth == nil { result = nil }
    }
    return result
  }

  /// True as soon as one value of the attribute, or of one of its subtypes by options, is.
  private static func any(
    of attribute: String, in entry: DirectoryEntry, _ test: (ArraySlice<UInt8>) -> Bool?
  ) -> Bool? {
    var result: Bool? = false
    for position in 0..<entry.attributes.count where entry.attributes.isSubtype(at: position, of: attribute) {
      for value in entry.values(at: position) {
        let truth = test(value)
        if truth == true { return true }
        if truth == nil { result = nil }
      }
    }
    return result
  }

  private static func equality(with value: [UInt8]) -> (ArraySlice<UInt8>) -> Bool? {
    let wanted = MatchingRule.fold(value)
    return { $0.elementsEqual(value) || MatchingRule.fold($0) == wanted }
  }

  private static func substring(
    initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?
  ) -> (ArraySlice<UInt8>) -> Bool? {
    let initial = initial.map { MatchingRule.fold($0, keeping: .end) }
    let any = any.map { MatchingRule.fold($0, keeping: .both) }
    let final = final.map { MatchingRule.fold($0, keeping: .start) }
    return { MatchingRule.contains(MatchingRule.fold($0), initial: initial, any: any, final: final) }
  }
}
