import Foundation

/// What became of a run after its commit: written when its mails have had their turn.
package struct RunSequel: Equatable, Sendable, Codable {
  package let endedAt: Date
  /// How long each directory took, its commit included, in seconds.
  package let seconds: [String: Double]
  package let mails: Report.MailTally?
  package let withoutPassword: Report.WithoutPassword?

  package init(
    endedAt: Date, seconds: [String: Double], mails: Report.MailTally?, withoutPassword: Report.WithoutPassword?
  ) {
    self.endedAt = endedAt
    self.seconds = seconds
    self.mails = mails
    self.withoutPassword = withoutPassword
  }
}
