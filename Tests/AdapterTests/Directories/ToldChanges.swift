import Directories
import Foundation
import Provisioning

/// Everything one read told that may go on from an earlier one.
final class ToldChanges {
  /// The first part of each name.
  private(set) var entries: [String] = []
  private(set) var ids: [SyncID?] = []
  private(set) var anchors: [Anchor] = []
  private(set) var removed: Set<SyncID> = []
  private(set) var present = 0
  private(set) var seen = 0
  private(set) var begun: [ReadOutcome.Coverage] = []
  private(set) var outcome: ReadOutcome?

  static let now = Date(timeIntervalSince1970: 1_800_000_000)

  var isQuiet: Bool { entries.isEmpty && removed.isEmpty && present == 0 && seen == 0 }
  var cursor: ReadCursor? { outcome?.cursor }

  init(
    by settings: LDAPSettings, anchor: AnchorRule = AnchorRule(attribute: "entryUUID"), filter: Filter? = isPerson,
    since cursor: ReadCursor?, at now: Date = now, mapping: String = "1", again: LookUps = LookUps()
  ) throws {
    var request = ReadRequest(attributes: AttributeSet([anchor.attribute, "sn"]), filter: filter)
    request.resumption = ReadRequest.Resumption(
      cursor, anchor: anchor, mapping: Digest128(of: mapping.utf8), now: now)
    outcome = try LDAPDirectory(settings).read(request, again: { (_) throws(DirectoryError) in again }) {
      (event) throws(DirectoryError) in
      switch event {
      case .began(let coverage):
        begun.append(coverage)
        (entries, ids, anchors, removed, present, seen) = ([], [], [], [], 0, 0)
      case .entry(let entry):
        entries.append(String(entry.dn.prefix(while: { $0 != "," })))
        ids.append(entry.syncID)
        if let value = entry.values(of: anchor.attribute).first, let text = Anchor(value, form: anchor.form) {
          anchors.append(text)
        }
      case .removed(let id): removed.insert(id)
      case .present: present += 1
      case .seen: seen += 1
      }
    }
  }
}
