import Foundation

extension JournalRow {
  /// The change this line tells of, to be shown again; nil when the line is of another kind.
  ///
  /// It carries no more than a report shows: it cannot be written a second time.
  ///
  /// - Parameter given: the number the store gave a new account that brought none.
  package func change(of account: AccountID?, in directory: String, number given: String?) -> Change? {
    guard let kind = Change.Kind(rawValue: kind) else { return nil }
    let (fields, previousDN) = fieldChanges
    let detail = detail.map(JournalDetail.init) ?? JournalDetail()
    var after = Responsable()
    for field in fields { after[field.field] = field.to }
    let anchor = Anchor(anchor)
    return Change(
      kind: kind, anchor: anchor, dn: dn, previousDN: previousDN, account: account, revision: 0,
      number: detail.number ?? after.number ?? given, name: detail.name ?? after.displayName, fields: fields,
      mails: detail.mails.compactMap { mail in
        Mail.Kind(rawValue: mail.kind).map { PlannedMail(kind: $0, to: mail.to ?? after.email ?? "") }
      },
      reason: Reason(code: reason, detail, anchor), after: after, status: .active, revokesTokens: false,
      cancelsMails: false,
      tie: Tie(
        directory: directory, anchor: anchor, dn: dn, digest: nil, agreed: Responsable(),
        account: account ?? AccountID(0), accountRevision: 0),
      replacedTie: nil)
  }

  /// Why the change was made; nil when the line is of another kind.
  package var cause: Reason? {
    guard Change.Kind(rawValue: kind) != nil else { return nil }
    return Reason(code: reason, detail.map(JournalDetail.init) ?? JournalDetail(), Anchor(anchor))
  }

  private var fieldChanges: (fields: [FieldChange], previousDN: String?) {
    var fields: [FieldChange] = []
    var previousDN: String?
    var reading = JSONReading(self.fields)
    _ = reading.object { reading, name in
      guard let ends = Self.ends(&reading) else { return nil }
      if name == "dn" { previousDN = ends.from?.text }
      if let field = Field(name: name) { fields.append(FieldChange(field, from: ends.from, to: ends.to)) }
      return ()
    }
    return (fields, previousDN)
  }

  private static func ends(_ reading: inout JSONReading) -> (from: FieldValue?, to: FieldValue?)? {
    var ends: (from: FieldValue?, to: FieldValue?)
    let whole: Void? = reading.object { reading, name in
      reading.fieldValue().map { if name == "from" { ends.from = $0 } else { ends.to = $0 } }
    }
    return whole.map { ends }
  }
}

extension Reason {
  /// The reason a journal line names.
  fileprivate init(code: String, _ detail: JournalDetail, _ anchor: Anchor) {
    let moment = Date(timeIntervalSince1970: Double(detail.moment ?? 0) / 1000)
    let words = detail.words
    switch code {
    case "new-entry": self = .newEntry
    case "renamed": self = .renamed
    case "absent": self = .absent(since: moment)
    case "inactive-in-directory": self = .inactiveInDirectory
    case "expired": self = .expired(at: moment)
    case "active-again": self = .activeAgain(after: words.first.flatMap(InactiveReason.init) ?? .absent)
    case "correlated": self = .correlated(by: words.compactMap(Field.init(name:)))
    case "re-created": self = .recreated(former: words.first.map { Anchor($0) })
    case "secondary": self = .secondary(of: words.first ?? "")
    case "taken-over": self = .takenOver
    case "taken-back": self = .takenBack(from: words.first ?? "")
    case "relinked":
      self = .relinked(from: Anchor(words.first ?? ""), to: anchor, by: TieRule(words: words.dropFirst()))
    default: self = .valuesChanged
    }
  }
}
