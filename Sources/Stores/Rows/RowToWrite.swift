import Provisioning

/// A row of a batch with the texts and keys that are written of it, made before its turn to be written comes; an object,
/// since every table's writer looks at it.
final class RowToWrite: Sendable {
  let row: BatchRow
  let texts: AccountTexts?
  let tie: TieTexts?

  /// What stands in the columns of an account that are not simply fields.
  struct AccountTexts: Sendable {
    let nameKey: String?
    let attributes: String

    init(_ responsable: Responsable) {
      nameKey = responsable.nameKey
      attributes = responsable.attributesJSON
    }
  }

  struct TieTexts: Sendable {
    let key: Digest128
    let dnHash: Int64
    let agreed: String

    init(_ tie: Tie) {
      key = tie.anchor.key
      dnHash = Int64(bitPattern: Tie.hash(dn: tie.dn, syncID: tie.syncID))
      agreed = tie.agreed.json
    }
  }

  init(_ row: BatchRow) {
    self.row = row
    texts = row.account.responsable.map(AccountTexts.init)
    tie = row.tie.map(TieTexts.init)
  }

  /// Only inserts: such rows can be written table by table, many at once.
  var isCreation: Bool {
    guard case .insert = row.account else { return false }
    return row.removesTie == nil && !row.revokesTokens && !row.cancelsMails
      && row.mails.allSatisfy { $0.tokenHash == nil || $0.tokenHash == row.token?.hash }
  }
}

extension BatchRow.AccountWrite {
  /// The values to write; nil when none are.
  fileprivate var responsable: Responsable? {
    switch self {
    case .insert(let responsable, _), .update(_, let responsable, _, _): responsable
    case .keep: nil
    }
  }
}
