import Foundation

@testable import Provisioning

/// Every reason to refuse a plan.
enum SampleRefusals {
  static let limits: [Refusal] = [
    limit(.deactivations, .percent(5), found: 212, of: 1_430, allowed: 72),
    limit(.creations, .count(100), found: 101, of: 1_218, allowed: 100, last: nil),
    limit(.updates, .percent(30), found: 60, of: 1_430, allowed: 429, window: 86_400),
    limit(.emailChanges, .percent(20), found: 1_000, of: 1_430, allowed: 286),
    limit(.emailRemovals, .percent(5), found: 73, of: 1_430, allowed: 72),
    limit(.linkMails, .count(500), found: 1_418, of: 1_430, allowed: 500),
    limit(.problems, .percent(10), found: 1, of: 2, allowed: 0),
    limit(.shrink, .percent(10), found: 213, of: 1_431, allowed: 144, subject: SampleReports.base),
    limit(
      .shrink, .percent(10), found: 400, of: 1_618, allowed: 162, window: 172_800, subject: SampleReports.base),
  ]

  static let others: [Refusal] = [
    Refusal(
      .emptyBase, directory: "ent", found: 0, of: 1_431, subject: SampleReports.base, entries: 0, lastEntries: 1_431),
    Refusal(
      .attributeUnreadable, directory: "ent", found: 0, of: 1_310, subject: "mail", entries: 1_431,
      lastEntries: 1_431),
    Refusal(.onlyNewAnchors, directory: "ent", found: 1_431, of: 1_430, entries: 1_431, lastEntries: 1_431),
    Refusal(
      .anchorAttributeChanged, directory: "ent", found: 1_431, subject: "entryUUID", entries: 1_431,
      lastEntries: 1_431),
    Refusal(
      .tiesNotFound, directory: "ent", found: 900, of: 1_430, allowed: 715, entries: 1_431, lastEntries: 1_431),
  ]

  static func limit(
    _ name: Limit.Name, _ limit: Limit, found: Int, of: Int, allowed: Int, window: TimeInterval? = nil,
    subject: String? = nil, last: Int? = 1_431
  ) -> Refusal {
    Refusal(
      .limit(name, limit), directory: "mairie", found: found, of: of, allowed: allowed, window: window,
      subject: subject, entries: 1_218, lastEntries: last)
  }
}
