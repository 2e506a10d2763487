import Foundation
import Provisioning

/// The narrow half of a tie that is written for the first time.
struct NewTie {
  let directory: Int64
  let key: Digest128
  let digest: Digest128?
  let dnHash: Int64
  let account: Int64
  let revision: Int64
  let missingSince: Int64?
  let activeUntil: Int64?
  let isSecondary: Bool
  /// The row with its wide half.
  let detail: Int64

  init(_ tie: Tie, _ texts: RowToWrite.TieTexts, account: AccountID, revision: Int64, directory: Int64, detail: Int64) {
    self.directory = directory
    key = texts.key
    digest = tie.digest
    dnHash = texts.dnHash
    self.account = account.rawValue
    self.revision = revision
    missingSince = tie.missingSince?.milliseconds
    activeUntil = tie.activeUntil?.milliseconds
    isSecondary = tie.isSecondary
    self.detail = detail
  }
}
