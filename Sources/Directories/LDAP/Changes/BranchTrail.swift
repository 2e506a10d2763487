import Provisioning

/// Which places for entries there are below the bases, by their names.
///
/// Who is in a place that is renamed, or moved into a base or out of it, has another name or is gone, and no server tells of
/// that: what changed is the place alone. So runs that read only changes look whether the places are those of before.
struct BranchTrail {
  let settings: LDAPSettings

  private static let mark = "branches"
  private static let classes = [
    "organizationalUnit", "organization", "container", "nsContainer", "domain", "locality", "country",
  ]

  /// A digest of the names, which need no order and are not kept; nil where they cannot be had.
  func digest(on connection: borrowing LDAPConnection) -> String? {
    guard settings.scope == .sub else { return nil }
    var settings = settings
    settings.filter = .or(Self.classes.map { .equal(attribute: "objectClass", value: Array($0.utf8)) })
    var sum = Digest128(high: 0, low: 0)
    do throws(DirectoryError) {
      _ = try FullRead(settings: settings, request: ReadRequest(attributes: AttributeSet([]))).run(on: connection) {
        (entry) throws(DirectoryError) in
        sum.add(Digest128(of: entry.dn.utf8))
      }
    } catch {
      // A read can do without; one that may not be made fails by itself.
      return nil
    }
    return SyncID(bytes: sum.bytes)?.text
  }

  /// Whether the places are others than when `marks` were written; false when either is not known.
  static func differs(_ digest: String?, from marks: [String: String]) -> Bool {
    guard let digest, let before = marks[mark] else { return false }
    return digest != before
  }

  /// What was written there: it stands until another can be had.
  static func digest(in marks: [String: String]) -> String? { marks[mark] }

  static func write(_ digest: String?, to marks: inout [String: String]) { marks[mark] = digest }
}

extension Digest128 {
  /// Modulo 2^128: the sum of digests is one of them all, in whatever order they come.
  fileprivate mutating func add(_ other: Digest128) {
    let (low, carries) = self.low.addingReportingOverflow(other.low)
    self = Digest128(high: high &+ other.high &+ (carries ? 1 : 0), low: low)
  }
}
