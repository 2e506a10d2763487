import Provisioning

/// Which places for entries there are below the bases, by their names.
///
/// Who is in a place that is renamed, or moved into a base or out of it, has another name or is gone, and no server tells of
/// that: what changed is the place alone. So runs that read only changes look whether the places are those of before.
struct BranchTrail {
  let settings: LDAPSettings

  private static let mark = "branches"
  /// More are not worth a look at every run.
  private static let most = 5_000
  private static let classes = [
    "organizationalUnit", "organization", "container", "domain", "locality", "country",
  ]

  /// A digest of the names; nil where there are too many, or where they cannot be had.
  func digest(on connection: borrowing LDAPConnection) -> String? {
    guard settings.scope == .sub else { return nil }
    var settings = settings
    settings.filter = .or(Self.classes.map { .equal(attribute: "objectClass", value: Array($0.utf8)) })
    var names: [String] = []
    do throws(DirectoryError) {
      _ = try FullRead(settings: settings, request: ReadRequest(attributes: AttributeSet([]))).run(on: connection) {
        (entry) throws(DirectoryError) in
        names.append(entry.dn)
        if names.count > Self.most { throw .interrupted }
      }
    } catch {
      // A read can do without; one that may not be made fails by itself.
      return nil
    }
    let bytes = names.sorted().map { $0 + "\n" }.joined().utf8
    return SyncID(bytes: Digest128(of: Array(bytes)).bytes)?.text
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
