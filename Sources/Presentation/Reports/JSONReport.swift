import Foundation
import Provisioning

/// A report for programs: schema version 1 of `docs/report.schema.json`.
package struct JSONReport {
  let report: Report
  let words: any Wording
  let redaction: Redaction
  private let extent: Extent

  package static let schema = 1

  /// How much of a report is written.
  package enum Extent: Equatable, Sendable {
    case everything
    /// Without people, on one line: for a log, which carries neither names nor addresses.
    case figures
  }

  package init(_ report: Report, style: TextStyle, _ extent: Extent = .everything) {
    var style = style
    if extent == .figures { style.redact = true }
    self.report = report
    self.extent = extent
    words = style.wording
    redaction = style.redact ? .on : .off
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var json = JSONWriter(isOneLine: extent == .figures)
    try json.object(.lines) { json in
      head(&json)
      if extent == .everything { try people(&json, to: sink) }
      refusals(&json)
      if extent == .everything { try matters(&json, to: sink) }
      tail(&json)
    }
    json.finish()
    try sink(json.tear())
  }

  private func people(_ json: inout JSONWriter, to sink: ([UInt8]) throws -> Void) rethrows {
    try list("changes", \.changes, &json, to: sink) { change($0, in: $1, &$2) }
    try list("problems", \.open.problems, &json, to: sink) { problem($0, &$2) }
  }

  private func matters(_ json: inout JSONWriter, to sink: ([UInt8]) throws -> Void) rethrows {
    try list("held", \.open.proposals, &json, to: sink) { proposal($0, &$2) }
    try list("drifts", \.drifts, &json, to: sink) { drift($0, in: $1, &$2) }
    try list("absences", \.absences, &json, to: sink) { absence($0, in: $1, &$2) }
  }

  /// One array over all directories, handed over in pieces.
  private func list<Item>(
    _ name: String, _ items: KeyPath<Plan, [Item]>, _ json: inout JSONWriter, to sink: ([UInt8]) throws -> Void,
    _ write: (Item, DirectoryReport, inout JSONWriter) -> Void
  ) rethrows {
    json.key(name)
    try json.array(.lines) { json in
      for directory in report.directories {
        for item in directory.plan?[keyPath: items] ?? [] {
          write(item, directory, &json)
          if json.bytes.count > ReportFormat.piece { try sink(json.tear()) }
        }
      }
    }
  }

  private func head(_ json: inout JSONWriter) {
    json.member("schema", Self.schema)
    json.key("run")
    json.object {
      $0.member("id", report.run)
      $0.member("mode", report.mode.rawValue)
      $0.member("outcome", report.outcome.rawValue)
      $0.member("startedAt", CivilTime(report.startedAt).iso)
      $0.member("endedAt", CivilTime(report.endedAt).iso)
    }
    json.key("directories")
    json.array(.lines) { json in report.directories.forEach { directory($0, &json) } }
    json.key("counts")
    json.object { json in
      Self.counts(report.counts, &json)
      if report.mode == .relink { Self.relinkCounts(report.counts, &json) }
    }
  }

  private func directory(_ directory: DirectoryReport, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", directory.name)
      json.member("outcome", directory.outcome.rawValue)
      if let read = directory.plan?.read {
        json.member("coverage", read.coverage.rawValue)
        json.member("read", read.method)
        json.member("entries", read.entries)
        if let cause = read.cause { json.member("why", cause.code) }
        if let next = read.next { json.member("next", next.rawValue) }
        if let missed = read.missed { json.member("missed", missed) }
      }
      json.key("seconds")
      json.hundredths(directory.seconds)
      if directory.lacksChanges { json.member("changesNotKept", directory.counts.changes) }
      if let failure = directory.failure { json.member("error", words.explain(failure).text) }
    }
  }

  static func counts(_ counts: Counts, _ json: inout JSONWriter) {
    json.member("entries", counts.entries)
    json.member("unchanged", counts.unchanged)
    json.member("create", counts.create)
    json.member("update", counts.update)
    json.member("move", counts.move)
    json.member("reactivate", counts.reactivate)
    json.member("adopt", counts.adopt)
    json.member("secondary", counts.secondary)
    json.member("problems", counts.problems)
    json.member("held", counts.held)
    json.member("deactivate", counts.deactivate)
    json.member("absent", counts.absent)
    json.member("emailChanges", counts.emailChanges)
    json.member("emailRemovals", counts.emailRemovals)
    json.member("linkMails", counts.linkMails)
    json.member("notices", counts.notices)
    json.member("drift", counts.drift)
  }

  /// The figures that only a search for new ties has.
  static func relinkCounts(_ counts: Counts, _ json: inout JSONWriter) {
    json.member("relink", counts.relink)
    json.member("notFound", counts.notFound)
    json.member("newEntries", counts.newEntries)
  }

  private func tail(_ json: inout JSONWriter) {
    if let mails = report.mails {
      json.key("mails")
      json.object { self.mails(mails, &$0) }
    }
    if let lacking = report.withoutPassword {
      json.key("withoutPassword")
      json.object {
        $0.member("withAddress", lacking.withAddress)
        $0.member("withoutAddress", lacking.withoutAddress)
      }
    }
  }

  private func mails(_ mails: Report.MailTally, _ json: inout JSONWriter) {
    json.member("queued", mails.queued)
    json.member("sent", mails.sent)
    json.member("failed", mails.failed)
    json.member("waiting", mails.waiting)
    if let end = mails.expectedEnd { json.member("expectedEnd", CivilTime(end).iso) }
    if let end = mails.quietUntil { json.member("quietUntil", CivilTime(end).iso) }
    if let failure = mails.failure { json.member("error", words.explain(failure).text) }
    guard !mails.refusals.isEmpty else { return }
    json.key("refused")
    json.array { json in
      for refused in mails.refusals {
        json.object {
          $0.member("mail", Int(refused.mail))
          $0.member("reply", redaction.reply(refused.reply))
        }
      }
    }
  }
}
