import Foundation
import Provisioning

/// The answer of `navette explain`, for programs.
package struct DossierJSON {
  private let dossier: Dossier
  private let words: any Wording
  private let redaction: Redaction
  private let report: JSONReport

  package init(_ dossier: Dossier, style: TextStyle) {
    self.dossier = dossier
    words = style.wording
    redaction = style.redact ? .on : .off
    let moment = Date(timeIntervalSince1970: 0)
    report = JSONReport(
      Report(run: "", mode: .plan, startedAt: moment, endedAt: moment, directories: []), style: style)
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", 1)
      json.member("who", redaction.value(dossier.inquiry.text))
      json.key("found")
      json.boolean(dossier.isFound)
      list("accounts", dossier.people, .lines, &json, account)
      list("directories", dossier.directories, .lines, &json, directory)
      list("candidates", dossier.candidates, .lines, &json, candidate)
    }
    json.finish()
    try sink(json.bytes)
  }

  private func list<Item>(
    _ name: String, _ items: [Item], _ layout: JSONWriter.Layout = .compact, _ json: inout JSONWriter,
    _ write: (Item, inout JSONWriter) -> Void
  ) {
    json.key(name)
    json.array(layout) { json in for item in items { write(item, &json) } }
  }

  private func values(_ name: String, _ responsable: Responsable, _ json: inout JSONWriter) {
    json.key(name)
    json.object { json in
      for (field, value) in responsable.values {
        json.key(field.name)
        report.value(value, &json)
      }
    }
  }

  // MARK: The store

  private func account(_ record: AccountRecord, _ json: inout JSONWriter) {
    let account = record.account
    json.object(.lines) { json in
      json.member("number", account.responsable.number.map(redaction.value))
      json.member("name", redaction.value(account.responsable.displayName))
      json.member("status", account.status.isActive ? "active" : "inactive")
      if case .inactive(let reason) = account.status { json.member("inactiveReason", reason.rawValue) }
      json.key("hasPassword")
      json.boolean(account.hasPassword)
      json.member("emailVerifiedAt", account.emailVerifiedAt.map { CivilTime($0).iso })
      values("values", account.responsable, &json)
      list("ties", record.ties, .lines, &json) { tie($0, record, &$1) }
      list("mails", record.mails, .lines, &json, mail)
      list("tokens", record.tokens, .lines, &json, token)
      list("journal", record.journal, .lines, &json, entry)
    }
  }

  private func tie(_ tie: Tie, _ record: AccountRecord, _ json: inout JSONWriter) {
    json.object { json in
      json.member("directory", tie.directory)
      json.member("anchor", tie.anchor.text)
      json.member("dn", redaction.dn(tie.dn))
      json.member("since", record.tiedSince(tie.anchor).map { CivilTime($0).iso })
      json.member("missingSince", tie.missingSince.map { CivilTime($0).iso })
      json.key("secondary")
      json.boolean(tie.isSecondary)
      values("agreed", tie.agreed, &json)
    }
  }

  private func mail(_ mail: MailJournalRow, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", Int(mail.id))
      json.member("kind", mail.kind.rawValue)
      json.member("to", redaction.value(mail.to))
      json.member("state", mail.state.rawValue)
      json.member("queuedAt", CivilTime(mail.queuedAt).iso)
      json.member("finishedAt", mail.finishedAt.map { CivilTime($0).iso })
      json.member("attempts", mail.attempts)
      json.member("reply", mail.reply.map(redaction.reply))
      json.member("by", mail.actor.name)
    }
  }

  private func token(_ token: TokenRecord, _ json: inout JSONWriter) {
    json.object { json in
      json.member("purpose", token.purpose.rawValue)
      json.member("address", redaction.value(token.address))
      json.member("fate", token.fate.rawValue)
      json.member("issuedAt", CivilTime(token.issuedAt).iso)
      json.member("expiresAt", token.expiresAt.map { CivilTime($0).iso })
      json.member("endedAt", token.endedAt.map { CivilTime($0).iso })
      json.member("by", token.actor.name)
    }
  }

  private func entry(_ entry: JournalEntry, _ json: inout JSONWriter) {
    json.object { json in
      json.member("at", CivilTime(entry.at).iso)
      json.member("kind", entry.kind)
      json.member("reasonCode", entry.reason)
      json.member("run", entry.run)
      json.member("by", entry.actor.name)
    }
  }

  // MARK: The directories

  private func directory(_ directory: DirectoryDossier, _ json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("name", directory.name)
      if let failure = directory.failure { json.member("error", words.explain(failure).text) }
      list("searches", directory.searches, .lines, &json, search)
      list("entries", directory.entries, .lines, &json, story)
      if let refused = directory.refused { lastRun(refused, &json) }
      let plans = [directory.outlook].compactMap(\.self) + directory.absences.map(\.outlook)
      let part = DirectoryReport(name: directory.name, outcome: .changes, seconds: 0)
      json.key("nextRun")
      json.object(.lines) { json in
        json.key("beforeLimits")
        json.boolean(true)
        json.member("unchanged", plans.reduce(0) { $0 + $1.counts.unchanged })
        list("changes", plans.flatMap(\.changes), .lines, &json) { report.change($0, in: part, &$1) }
        list("problems", plans.flatMap(\.open.problems), .lines, &json, report.problem)
        list("held", plans.flatMap(\.open.proposals), .lines, &json, report.proposal)
        list("rules", plans.flatMap { $0.rules.sorted { $0.key < $1.key } }, .lines, &json, tieRule)
        list("drifts", plans.flatMap(\.drifts), .lines, &json) { report.drift($0, in: part, &$1) }
        list("absences", plans.flatMap(\.absences), .lines, &json) { report.absence($0, in: part, &$1) }
      }
    }
  }

  private func lastRun(_ refused: RefusedRun, _ json: inout JSONWriter) {
    json.key("lastRun")
    json.object(.lines) { json in
      json.member("run", refused.run)
      json.member("endedAt", CivilTime(refused.at).iso)
      json.member("outcome", RunRecord.Outcome.refused.rawValue)
      list("refusals", refused.refusals, .lines, &json) { report.refusal($0, refused.bases, &$1) }
    }
  }

  private func tieRule(_ rule: (key: String, value: TieRule), _ json: inout JSONWriter) {
    json.object { json in
      json.member("anchor", rule.key)
      json.member("rule", rule.value.code)
      list("fields", rule.value.fields, .compact, &json) { $1.value($0.name) }
    }
  }

  private func search(_ search: EntrySearch, _ json: inout JSONWriter) {
    json.object { json in
      switch search.aim {
      case .named(let dn): json.member("dn", redaction.dn(dn))
      case .matching(let filter): json.member("filter", redaction.value(filter.text))
      }
      json.member("found", search.entries.count)
      if redaction == .off { list("commands", search.commands, .compact, &json) { $1.value($0) } }
    }
  }

  private func story(_ story: EntryStory, _ json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("dn", redaction.dn(story.entry.dn))
      json.member("anchor", story.anchor?.text)
      json.key("attributes")
      json.object { json in
        for name in story.entry.attributes.names {
          let values = story.entry.values(of: name).map(EntryValue.shown)
          if values.isEmpty { continue }
          // As in LDIF, a second colon says that base64 follows.
          list(values.contains { $0.mark == "::" } ? name + ":" : name, values, .compact, &json) {
            $1.value(redaction.value($0.text))
          }
        }
      }
      json.key("withinBases")
      json.boolean(story.isWithinBases)
      list("filterCulprits", story.filterCulprits.map(\.text), .compact, &json) { $1.value(redaction.value($0)) }
      list("activeCulprits", story.activeCulprits.map(\.text), .compact, &json) { $1.value(redaction.value($0)) }
      json.member("activeUntil", story.activeUntil.map { CivilTime($0).iso })
      list("mapping", story.rules, .lines, &json, rule)
    }
  }

  private func rule(_ rule: RuleStory, _ json: inout JSONWriter) {
    json.object { json in
      json.member("field", rule.name)
      list("from", rule.attributes, .compact, &json) { $1.value($0) }
      switch rule.outcome {
      case .absent: json.member("value", String?.none)
      case .value(let value, _):
        json.key("value")
        report.value(value, &json)
      case .problem(let code, let detail):
        json.member("problem", code.rawValue)
        json.member("detail", redaction.value(detail))
      }
    }
  }

  private func candidate(_ candidate: Candidate, _ json: inout JSONWriter) {
    json.object { json in
      json.member("number", candidate.responsable.number.map(redaction.value))
      json.member("name", redaction.value(candidate.responsable.displayName))
      json.member("email", candidate.responsable.email.map(redaction.value))
      json.member("directory", candidate.directory)
      json.member("distance", candidate.distance)
    }
  }
}
