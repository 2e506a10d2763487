import Foundation
import Provisioning

/// What the contract suite of the stores writes with: a directory, a moment, and rows made short.
package struct StoreContract: Sendable {
  package static let now = Date(timeIntervalSince1970: 1_800_000_000)
  package static let directory = "mairie"
  package static let actor = Actor(.run, name: "run-1", origin: "navette sync")

  package let store: any Store

  package init(_ store: any Store) { self.store = store }

  package static func person(
    _ number: String?, email: String? = nil, last: String = "MARTIN", first: String = "Ada"
  ) -> Responsable {
    Responsable(
      number: number, civility: "MME", lastName: last, firstName: first, email: email,
      attributes: ["service": .text("école \"du\" port"), "sites": .list(["nord", "sud"])])
  }

  package static func run(
    _ outcome: RunRecord.Outcome = .applied, directory: String = directory, at now: Date = now,
    counts: Counts = Counts(), activeManaged: Int = 0, lifted: Set<Limit.Name> = []
  ) -> RunRecord {
    RunRecord(
      id: "run-1", directory: directory, outcome: outcome, startedAt: now, endedAt: now, actor: actor, counts: counts,
      activeManaged: activeManaged, lifted: lifted)
  }

  package static func tie(
    _ anchor: String, _ account: AccountID, directory: String = directory, agreed: Responsable = Responsable(),
    missingSince: Date? = nil, isSecondary: Bool = false
  ) -> Tie {
    Tie(
      directory: directory, anchor: Anchor(anchor), dn: "uid=\(anchor),ou=responsables,dc=valmont,dc=example",
      digest: Digest128(of: anchor.utf8), agreed: agreed, account: account, accountRevision: 0,
      missingSince: missingSince, isSecondary: isSecondary)
  }

  package static func token(_ seed: String, for address: String, purpose: PasswordToken.Purpose = .create) -> TokenRow {
    TokenRow(
      hash: PasswordToken.hash(of: seed), id: Array(Digest128(of: seed.utf8).bytes), keyID: "k1", purpose: purpose,
      address: address, issuedAt: now, life: 3600)
  }

  package static func mail(
    _ kind: Mail.Kind = .link, to address: String, token: TokenRow? = nil, number: String = "1"
  ) -> MailRow {
    MailRow(
      kind: kind, to: address, tokenHash: token?.hash, messageID: "<\(address)@valmont.example>",
      recipientName: "Ada MARTIN", number: number)
  }

  /// Commits rows whose ids are counted from the first new account.
  @discardableResult
  package func commit(
    run: RunRecord = run(), clearing: [AccountID] = [], marks: [Batch.Mark] = [], open: OpenMatters = OpenMatters(),
    scope: Batch.OpenScope = .everything, wholeRead: WholeRead? = nil,
    _ rows: @escaping @Sendable (_ firstNewAccount: Int64) -> [BatchRow] = { _ in [] }
  ) throws(StoreError) -> CommitResult {
    try store.commit(
      Batch(
        run: run, clearedNumbers: clearing, marks: marks, open: open, scope: scope, wholeRead: wholeRead
      ) { first, body in
        for row in rows(first) { try body(row) }
      })
  }

  /// Creates one account per person, tied by the anchors a1, a2 and so on.
  @discardableResult
  package func create(_ people: [Responsable], at now: Date = now) throws(StoreError) -> CommitResult {
    try commit(run: Self.run(at: now)) { first in
      people.enumerated().map { index, person in
        let id = AccountID(first + Int64(index))
        return BatchRow(id: id, account: .insert(person, .active), tie: Self.tie("a\(index + 1)", id, agreed: person))
      }
    }
  }

  /// Creates an account with an address, and the token and the mail that gaining it causes.
  package func invite(_ number: String, _ address: String, kind: Mail.Kind = .link, at now: Date = now)
    throws(StoreError)
  {
    let token = Self.token(number, for: address, purpose: kind == .reset ? .reset : .create)
    try commit(run: Self.run(at: now)) { first in
      let id = AccountID(first)
      return [
        BatchRow(
          id: id, account: .insert(Self.person(number, email: address, last: number), .active),
          tie: Self.tie("anchor-\(number)", id), token: token,
          mails: [Self.mail(kind, to: address, token: token, number: number)])
      ]
    }
  }

  /// The accounts that have these numbers, in the order of their ids.
  package func accounts(_ numbers: String..., at now: Date = now) throws(StoreError) -> [Account] {
    try store.accounts(numbered: numbers, at: now)
  }

  package func account(_ number: String, at now: Date = now) throws(StoreError) -> Account? {
    try store.accounts(numbered: [number], at: now).first
  }

  /// Changes an account through a row of its own.
  @discardableResult
  package func update(
    _ account: Account, status: AccountStatus = .active, revokesTokens: Bool = false, cancelsMails: Bool = false,
    keepsVerification: Bool = false, _ change: (inout Responsable) -> Void = { _ in }
  ) throws(StoreError) -> CommitResult {
    var person = account.responsable
    change(&person)
    let row = BatchRow(
      id: account.id,
      account: .update(revision: account.revision, person, status, keepsVerification: keepsVerification),
      revokesTokens: revokesTokens, cancelsMails: cancelsMails)
    return try commit { _ in [row] }
  }

  package func claim(_ count: Int = 10, at now: Date = now, lease: Double = 60, pace: Pace? = nil) throws(StoreError)
    -> [Mail]
  {
    try store.claim(count, until: now.addingTimeInterval(lease), at: now, pace: pace)
  }

  package func states(at now: Date = now) throws(StoreError) -> [MailState] {
    try store.mails(MailQuery(at: now)).map(\.state).reversed()
  }
}
