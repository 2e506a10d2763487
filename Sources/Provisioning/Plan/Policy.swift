import Foundation

/// The settings that decide what a plan says.
package struct Policy: Equatable, Sendable {
  package enum SharedEmail: String, Equatable, Sendable, CaseIterable { case allow, hold }

  /// How long an entry may be missing before its account is deactivated, in seconds.
  package var grace: TimeInterval
  package var sharedEmail: SharedEmail
  /// First run on a living portal: tie and record everything, mail nobody.
  package var mailsNobody: Bool
  /// The directories there are by the settings; ties of others hold nobody. Nil when it is not known.
  package var directories: Set<String>?

  func knows(_ directory: String) -> Bool { directories?.contains(directory) ?? true }

  package init(
    grace: TimeInterval = 86_400, sharedEmail: SharedEmail = .allow, mailsNobody: Bool = false,
    directories: Set<String>? = nil
  ) {
    self.grace = grace
    self.sharedEmail = sharedEmail
    self.mailsNobody = mailsNobody
    self.directories = directories
  }
}
