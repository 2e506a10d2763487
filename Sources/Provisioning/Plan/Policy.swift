import Foundation

/// The settings that decide what a plan says.
package struct Policy: Equatable, Sendable {
  package enum SharedEmail: String, Equatable, Sendable, CaseIterable { case allow, hold }

  /// How long an entry may be missing before its account is deactivated, in seconds.
  package var grace: TimeInterval
  package var sharedEmail: SharedEmail
  /// First run on a living portal: tie and record everything, mail nobody.
  package var mailsNobody: Bool

  package init(grace: TimeInterval = 86_400, sharedEmail: SharedEmail = .allow, mailsNobody: Bool = false) {
    self.grace = grace
    self.sharedEmail = sharedEmail
    self.mailsNobody = mailsNobody
  }
}
