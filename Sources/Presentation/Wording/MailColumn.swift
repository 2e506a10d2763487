/// A column of the journal of mails.
package enum MailColumn: Hashable, Sendable, CaseIterable {
  case id, moment, state, recipient, responsable, subject, cause
}
