import Foundation

/// A report as it enters the outbox, in the transaction that writes the line of its run.
///
/// Nothing of the report stands in it: the mail is written from the journal when it leaves.
package struct ReportMailRow: Equatable, Sendable {
  package let to: String
  package let recipientName: String
  /// What the run came to, in words.
  package let subject: String
  package let messageID: String

  package init(to: String, recipientName: String, subject: String, messageID: String) {
    self.to = to
    self.recipientName = recipientName
    self.subject = subject
    self.messageID = messageID
  }
}
