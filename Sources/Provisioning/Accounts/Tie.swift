import Foundation

/// What joins an entry to an account.
package struct Tie: Equatable, Sendable {
  package let directory: String
  package let anchor: Anchor
  /// What the server's change protocol calls the entry, where that is not the anchor in another spelling.
  package var syncID: SyncID?
  package var dn: String
  /// The digest of the entry as it was last agreed; nil while a problem or a proposal is open.
  package var digest: Digest128?
  /// The directory's values as last agreed, field by field.
  package var agreed: Responsable
  package var account: AccountID
  /// The account's revision when the tie was last written; another one now means somebody edited the account.
  package var accountRevision: Int64
  package var missingSince: Date?
  package var activeUntil: Date?
  /// A tie of a person whom an earlier directory already gives.
  package var isSecondary: Bool

  package init(
    directory: String, anchor: Anchor, syncID: SyncID? = nil, dn: String, digest: Digest128?, agreed: Responsable,
    account: AccountID, accountRevision: Int64, missingSince: Date? = nil, activeUntil: Date? = nil,
    isSecondary: Bool = false
  ) {
    self.directory = directory
    self.anchor = anchor
    self.syncID = syncID
    self.dn = dn
    self.digest = digest
    self.agreed = agreed
    self.account = account
    self.accountRevision = accountRevision
    self.missingSince = missingSince
    self.activeUntil = activeUntil
    self.isSecondary = isSecondary
  }

  /// A fast, stable hash of a DN for the index (FNV-1a, 64 bits), and of a sync id if one is kept beside it.
  package static func hash(dn: String, syncID: SyncID? = nil) -> UInt64 {
    var dn = dn
    return dn.withUTF8 { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash ^ (syncID?.hash ?? 0)
    }
  }
}
