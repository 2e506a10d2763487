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
  /// The same in their order: who is in several is given by the first that has them.
  package var order: [String]

  func knows(_ directory: String) -> Bool { directories?.contains(directory) ?? true }

  /// Whether a person who is in both is given by the first; false when the order does not say.
  func puts(_ directory: String, before other: String) -> Bool {
    guard let first = order.firstIndex(of: directory), let second = order.firstIndex(of: other) else { return false }
    return first < second
  }

  package init(
    grace: TimeInterval = 86_400, sharedEmail: SharedEmail = .allow, mailsNobody: Bool = false,
    directories: Set<String>? = nil, order: [String] = []
  ) {
    self.grace = grace
    self.sharedEmail = sharedEmail
    self.mailsNobody = mailsNobody
    self.directories = directories
    self.order = order
  }
}
