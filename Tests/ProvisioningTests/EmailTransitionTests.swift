import Foundation
import Provisioning
import Testing

/// The table of what a change of address does, one row a case.
struct EmailTransitionTests {
  static let a = "ada@valmont.example"
  static let b = "ada.martin@valmont.example"

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let transition: EmailTransition
    var mails: [PlannedMail] = []
    var revokes = false
    var cancels = false

    init(
      _ name: String, _ transition: EmailTransition, mails: [PlannedMail] = [], revokes: Bool = false,
      cancels: Bool = false
    ) {
      testDescription = name
      self.transition = transition
      self.mails = mails
      self.revokes = revokes
      self.cancels = cancels
    }
  }

  static func link(_ address: String) -> [PlannedMail] { [PlannedMail(kind: .link, to: address)] }

  static let rows: [Row] = [
    Row("none to A, no password: link", EmailTransition(before: nil, after: a), mails: link(a)),
    Row("none to A, password: nothing", EmailTransition(before: nil, after: a, hasPassword: true)),
    Row(
      "A to B, no password: old tokens revoked, link to B", EmailTransition(before: a, after: b), mails: link(b),
      revokes: true, cancels: true),
    Row(
      "A to B, password: both are told, no link", EmailTransition(before: a, after: b, hasPassword: true),
      mails: [PlannedMail(kind: .noticeToFormer, to: a), PlannedMail(kind: .noticeToNew, to: b)], revokes: true,
      cancels: true),
    Row("A to none, no password", EmailTransition(before: a, after: nil), revokes: true, cancels: true),
    Row(
      "A to none, password", EmailTransition(before: a, after: nil, hasPassword: true), revokes: true, cancels: true),
    Row("A to A in capitals: nothing", EmailTransition(before: a, after: "ADA@VALMONT.EXAMPLE")),
    Row("A to A with spaces: nothing", EmailTransition(before: a, after: " ada@valmont.example ")),
    Row("A stays: nothing", EmailTransition(before: a, after: a)),
    Row("none stays: nothing", EmailTransition(before: nil, after: nil)),
    Row(
      "none to the A it had, its token alive: nothing new",
      EmailTransition(before: nil, after: a, hasOpenToken: true)),
    Row(
      "created inactive: no mail", EmailTransition(before: nil, after: a, wasActive: false, isActive: false),
      revokes: true, cancels: true),
    Row("created active", EmailTransition(before: nil, after: a, wasActive: false), mails: link(a)),
    Row("reactivated, no password: new link", EmailTransition(before: a, after: a, wasActive: false), mails: link(a)),
    Row(
      "reactivated with another address: link to it", EmailTransition(before: a, after: b, wasActive: false),
      mails: link(b)),
    Row("reactivated, password: nothing", EmailTransition(before: a, after: a, hasPassword: true, wasActive: false)),
    Row(
      "deactivated: tokens revoked, mails cancelled", EmailTransition(before: a, after: a, isActive: false),
      revokes: true, cancels: true),
    Row(
      "inactive and unchanged: nothing", EmailTransition(before: a, after: a, wasActive: false, isActive: false)),
  ]

  @Test(arguments: rows)
  func `a change of address has its consequence`(_ row: Row) {
    let expected = EmailTransition.Consequence(mails: row.mails, revokesTokens: row.revokes, cancelsMails: row.cancels)
    #expect(row.transition.consequence == expected)
  }
}
