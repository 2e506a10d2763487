import Foundation

/// The journal of mails: what left, what waits, what failed.
package protocol MailJournal: Sendable {
  /// The mails a query asks for, the latest first.
  func mails(_ query: MailQuery) throws(StoreError) -> [MailJournalRow]

  /// Lets a mail that failed or was cancelled wait again, due now.
  ///
  /// - Returns: the state the mail was in, nil when there is no such mail; in any other state nothing is done.
  func retry(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState?

  /// Cancels a mail that waits.
  ///
  /// - Returns: the state the mail was in, nil when there is no such mail; in any other state nothing is done.
  func cancel(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState?
}

/// Where a mail stands.
package enum MailState: String, Hashable, Sendable, Codable, CaseIterable {
  case waiting
  /// Leased by a process that is sending it.
  case sending
  case sent
  /// Refused for good.
  case failed
  case cancelled
}

/// Which mails are asked for; nil asks for any.
package struct MailQuery: Equatable, Sendable {
  /// The caller knows which kinds have the subject that was asked for.
  package var kinds: Set<Mail.Kind>?
  /// Part of a subject that is a mail's own, in any case; such a mail need not be of the kinds.
  package var subject: String?
  /// Part of the recipient's address, in any case.
  package var to: String?
  /// Part of the name or the origin of who caused it, in any case.
  package var by: String?
  package var state: MailState?
  /// Queued at this moment or later.
  package var since: Date?
  package var limit: Int
  /// Decides which leases still hold.
  package var now: Date

  package init(
    kinds: Set<Mail.Kind>? = nil, to: String? = nil, by: String? = nil, state: MailState? = nil, since: Date? = nil,
    limit: Int = 1000, at now: Date
  ) {
    self.kinds = kinds
    self.to = to
    self.by = by
    self.state = state
    self.since = since
    self.limit = limit
    self.now = now
  }
}

/// A mail as its journal shows it.
package struct MailJournalRow: Equatable, Sendable, Identifiable {
  package let id: Int64
  package let kind: Mail.Kind
  /// The mail's own; nil when all of its kind have one.
  package let subject: String?
  package let to: String
  package let recipientName: String
  package let number: String
  package let state: MailState
  package let queuedAt: Date
  /// When it will be tried next; nil once nothing more will be done.
  package let dueAt: Date?
  /// When it was accepted, refused for good, or cancelled.
  package let finishedAt: Date?
  package let attempts: Int
  /// The server's last words.
  package let reply: String?
  package let actor: Actor

  package init(
    id: Int64, kind: Mail.Kind, subject: String? = nil, to: String, recipientName: String, number: String,
    state: MailState, queuedAt: Date, dueAt: Date?, finishedAt: Date?, attempts: Int, reply: String?, actor: Actor
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.to = to
    self.recipientName = recipientName
    self.number = number
    self.state = state
    self.queuedAt = queuedAt
    self.dueAt = dueAt
    self.finishedAt = finishedAt
    self.attempts = attempts
    self.reply = reply
    self.actor = actor
  }
}
