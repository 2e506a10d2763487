import Foundation
import Provisioning

extension JSONReport {
  func problem(_ problem: Problem, _ json: inout JSONWriter) {
    json.object {
      $0.member("code", problem.code.rawValue)
      $0.member("directory", problem.directory)
      $0.member("anchor", problem.anchor)
      $0.member("dn", redaction.dn(problem.dn))
      person(problem.person, &$0)
      $0.member("attribute", problem.attribute)
      $0.member("field", problem.field)
      $0.member("since", problem.since.map { CivilTime($0).iso })
      $0.member("message", words.explain(problem).text)
    }
  }

  private func person(_ person: Person?, _ json: inout JSONWriter) {
    json.member("number", person?.number.map(redaction.value))
    json.member("name", (person?.name).map(redaction.value))
  }

  func refusals(_ json: inout JSONWriter) {
    json.key("refusals")
    json.array(.lines) { json in
      for directory in report.directories {
        let bases = directory.plan?.read.bases.map(\.dn) ?? []
        for item in directory.refusals { refusal(item, bases, &json) }
      }
    }
  }

  func refusal(_ refusal: Refusal, _ bases: [String], _ json: inout JSONWriter) {
    json.object {
      $0.member("limit", refusal.cause.name)
      $0.member("directory", refusal.directory)
      $0.member("allowed", allowed(refusal.cause))
      $0.member("found", refusal.found)
      $0.member("of", refusal.of)
      if let subject = refusal.subject { $0.member("subject", subject) }
      if let former = refusal.insteadOf { $0.member("insteadOf", former) }
      if let window = refusal.window { $0.member("window", Int(window)) }
      $0.member("message", words.explain(refusal, bases: bases).text)
      $0.member("command", LiftingCommand.text(for: [refusal], words.program))
    }
  }

  /// The limit as the settings write it; nothing where the refusal is of another kind.
  private func allowed(_ cause: Refusal.Cause) -> String? {
    switch cause {
    case .limit(_, .none): "none"
    case .limit(_, .count(let count)): String(count)
    case .limit(_, .percent(let percent)):
      Figures(grouping: "", decimal: ".", beforePercent: "").percent(percent, places: 3)
    case .emptyBase, .attributeUnreadable, .onlyNewAnchors, .anchorAttributeChanged, .tiesNotFound: nil
    }
  }

  func proposal(_ proposal: Proposal, _ json: inout JSONWriter) {
    json.object {
      $0.member("code", proposal.code.rawValue)
      $0.member("directory", proposal.directory)
      $0.member("anchor", proposal.anchor)
      $0.member("dn", redaction.dn(proposal.dn))
      person(proposal.person, &$0)
      $0.key("numbers")
      $0.array { json in proposal.numbers.forEach { json.value(redaction.value($0)) } }
      $0.member("since", proposal.since.map { CivilTime($0).iso })
      $0.member("message", words.explain(proposal).text)
    }
  }

  func drift(_ drift: Drift, in directory: DirectoryReport, _ json: inout JSONWriter) {
    json.object {
      $0.member("directory", directory.name)
      $0.member("anchor", drift.anchor.text)
      $0.member("dn", redaction.dn(drift.dn))
      $0.member("number", drift.number.map(redaction.value))
      $0.member("field", drift.field.name)
      $0.key("inDirectory")
      value(drift.directory, &$0)
      $0.key("inPortal")
      value(drift.portal, &$0)
      $0.member("message", words.explain(drift).text)
    }
  }

  func absence(_ absence: Absence, in directory: DirectoryReport, _ json: inout JSONWriter) {
    json.object {
      $0.member("directory", directory.name)
      $0.member("anchor", absence.anchor.text)
      $0.member("dn", redaction.dn(absence.dn))
      $0.member("number", absence.number.map(redaction.value))
      $0.member("name", redaction.value(absence.name))
      $0.member("since", CivilTime(absence.since).iso)
      $0.member("due", CivilTime(absence.due).iso)
      $0.member("message", words.explain(absence).text)
    }
  }
}
