import Foundation

/// Finds the entries of ties again whose anchors are others now: created anew, rebuilt, or read from another attribute.
///
/// The order is: `take` every entry of a whole read, ask the store about `keys`, then `finish`.
struct Relinker {
  /// Every tie of the directory.
  let ties: TieIndex
  /// Anchors were read from another attribute when the ties were written, so that none is known by its present one.
  let hasOtherAttribute: Bool
  private(set) var planner: Planner
  /// For the anchor of an entry, the ties whose anchor stands in the former attribute.
  private(set) var formerKeys: [Digest128: Set<Digest128>] = [:]
  private let formerRules: [AnchorRule]

  /// - Parameter formerAttribute: where anchors were read from at the last whole read that was applied.
  init(
    directory: String, ties: TieIndex, mapping: Mapping, policy: Policy, formerAttribute: String?, at now: Date
  ) {
    let former = formerAttribute ?? mapping.anchor.attribute
    hasOtherAttribute = former.lowercased() != mapping.anchor.attribute.lowercased()
    self.ties = ties
    planner = Planner(
      directory: directory, ties: hasOtherAttribute ? TieIndex([]) : ties, mapping: mapping, policy: policy, at: now)
    // In which form it was read then is not written down; a value that is no anchor of a tie does no harm.
    let isOther = hasOtherAttribute
    formerRules = Anchor.Form.allCases.filter { isOther || $0 != mapping.anchor.form }
      .map { AnchorRule(attribute: former, form: $0) }
  }

  /// The mapping's attributes, and the one in which the former anchors may stand.
  var attributes: AttributeSet {
    AttributeSet(planner.mapping.attributes.names + formerRules.map(\.attribute))
  }

  mutating func take(_ entry: DirectoryEntry) {
    let mapping = planner.mapping
    let own = entry.attributes == mapping.attributes ? entry : entry.selecting(mapping.attributes)
    planner.take(own)
    guard let key = mapping.anchorKey(of: own), planner.index.position(of: key) == nil else { return }
    for rule in formerRules {
      let values = entry.values(of: rule.attribute)
      guard values.count == 1, let former = Anchor(values[0], form: rule.form)?.key, isLoose(former) else { continue }
      formerKeys[key, default: []].insert(former)
    }
  }

  /// Whether there is such a tie and its entry was not met by its anchor.
  func isLoose(_ key: Digest128) -> Bool {
    guard ties.position(of: key) != nil else { return false }
    return planner.index.position(of: key).map { !planner.seen[$0] } ?? true
  }

  /// Entries with an anchor of their own that no tie has.
  var newcomers: [Touched] { planner.touched.filter { !$0.isTied && planner.duplicates[$0.key] == nil } }

  /// What the store has to be asked, in batches of at most `size`.
  func keys(batch size: Int = 5_000) -> [MatchKeys] {
    let newcomers = newcomers
    let loose = newcomers.isEmpty ? [] : ties.records.lazy.map(\.key).filter(isLoose)
    let ofEntries = stride(from: 0, to: newcomers.count, by: size).map { start in
      planner.keys(of: newcomers[start..<min(start + size, newcomers.count)])
    }
    let ofTies = stride(from: 0, to: loose.count, by: size).map { start in
      var keys = MatchKeys()
      keys.ties = Set(loose[start..<min(start + size, loose.count)])
      return keys
    }
    return ofEntries + ofTies
  }

  // MARK: For the guard

  /// The ties of active accounts of which this directory is the first: those a deactivation could hit.
  var counted: [Digest128] {
    ties.records.filter { $0.flags.contains(.active) && !$0.flags.contains(.secondary) }.map(\.key)
  }
}
