import Foundation

/// How the entries of a directory become responsables.
package struct Mapping: Equatable, Sendable {
  /// One field and how it is made.
  package struct Rule: Equatable, Sendable {
    package let field: Field
    package let rule: AttributeRule

    package init(_ field: Field, _ rule: AttributeRule) {
      self.field = field
      self.rule = rule
    }
  }

  /// What to do with an entry that was created anew for a known person.
  package enum Relink: String, Equatable, Sendable, CaseIterable { case hold, automatic }

  package let name: String
  /// The kind of directory it is written for, for people to read.
  package let flavour: String
  /// Changes whenever the mapping does, so that every entry is then compared again.
  package private(set) var fingerprint: Digest128
  package let anchor: AnchorRule
  /// ANDed with the directory's own.
  package let filter: Filter?
  /// In the order of the fields.
  package let rules: [Rule]
  /// True of the entries whose person may have an active account.
  package let active: Filter?
  package private(set) var activeUntil: DateRule?
  /// The fields by which an entry seen for the first time may be found among accounts, each set in its turn.
  package let correlate: [[Field]]
  package let relink: Relink
  /// Everything to ask the directory for, the anchor first.
  package let attributes: AttributeSet
  let readings: [FieldReading]
  let activeUntilReading: FieldReading?

  package init(
    name: String, flavour: String, fingerprint: Digest128, anchor: AnchorRule, filter: Filter? = nil,
    rules: [Rule], active: Filter? = nil, activeUntil: DateRule? = nil, correlate: [[Field]] = [[.number]],
    relink: Relink = .hold
  ) {
    self.name = name
    self.flavour = flavour
    self.fingerprint = fingerprint
    self.anchor = anchor
    self.filter = filter
    self.rules = rules.sorted { $0.field < $1.field }
    self.active = active
    self.activeUntil = activeUntil
    self.correlate = correlate
    self.relink = relink
    let attributes = AttributeSet(
      [anchor.attribute] + self.rules.flatMap(\.rule.attributes) + (active?.attributes ?? [])
        + (activeUntil?.sources ?? []))
    self.attributes = attributes
    readings = self.rules.map { FieldReading($0.field, $0.rule, in: attributes) }
    activeUntilReading = activeUntil.map {
      FieldReading(nil, AttributeRule(from: $0.sources, choice: .only), in: attributes)
    }
  }

  /// Grows when the same bytes of a mapping come to mean something else.
  private static let formatVersion: UInt8 = 1

  package static func fingerprint(of bytes: some Collection<UInt8>) -> Digest128 {
    Digest128(of: [formatVersion] + Array(bytes))
  }

  /// The same mapping with days that end by the clock of a zone. Where that matters it is another mapping, so that every
  /// entry is compared again when the portal's zone changes.
  package func endingDays(in zone: TimeZone) -> Mapping {
    guard let rule = activeUntil, case .pattern = rule.form else { return self }
    var mapping = self
    mapping.activeUntil = rule.judged(in: zone)
    mapping.fingerprint = Digest128(of: fingerprint.bytes + Array(zone.identifier.utf8))
    return mapping
  }

  /// The mapping gives numbers itself; without such a rule the store assigns them.
  package var hasNumberRule: Bool { rules.contains { $0.field == .number } }

  package subscript(field: Field) -> AttributeRule? { rules.first { $0.field == field }?.rule }
}
