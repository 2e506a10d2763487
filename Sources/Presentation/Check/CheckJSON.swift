import Foundation
import Provisioning

/// What `navette check` found, for programs.
package struct CheckJSON {
  private let findings: [Finding]
  private let words: any Wording

  package init(_ findings: [Finding], style: TextStyle) {
    self.findings = findings
    words = style.wording
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    let tally = Finding.Tally(findings)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", 1)
      json.member("outcome", tally.isGood ? "good" : "bad")
      json.key("counts")
      json.object { json in
        for verdict in Finding.Verdict.allCases { json.member(verdict.rawValue, tally[verdict]) }
      }
      json.key("checks")
      json.array(.lines) { json in
        for finding in findings { item(finding, &json) }
      }
    }
    json.finish()
    try sink(json.bytes)
  }

  private func item(_ finding: Finding, _ json: inout JSONWriter) {
    let explanation = words.explain(finding)
    json.object { json in
      json.member("subject", finding.subject.rawValue)
      json.member("verdict", finding.verdict.rawValue)
      if let directory = finding.directory { json.member("directory", directory) }
      if let server = finding.server { json.member("server", server) }
      json.member("message", [explanation.what, explanation.place].compactMap(\.self).joined(separator: " "))
      if let remedy = explanation.remedy { json.member("remedy", remedy) }
      if let command = finding.command { json.member("command", command) }
      figures(finding.fact, &json)
    }
  }

  /// The figures of a sample, so that nobody has to read them out of a sentence.
  private func figures(_ fact: Finding.Fact, _ json: inout JSONWriter) {
    switch fact {
    case .found(_, let entries, _), .file(_, let entries): json.member("entries", entries)
    case .carried(let carried, let entries, let others):
      json.member("entries", entries)
      counts("attributes", carried, &json)
      if !others.isEmpty { counts("others", others, &json) }
    case .unfiltered(_, let classes, let entries, _):
      json.member("entries", entries)
      counts("classes", classes, &json)
    case .mapped(let entries, let well, let inactive, let problems, _):
      json.member("entries", entries)
      json.member("well", well)
      json.member("inactive", inactive)
      json.key("problems")
      json.object { json in
        for code in Problem.Code.allCases { if let count = problems[code] { json.member(code.rawValue, count) } }
      }
    default: break
    }
  }

  private func counts(_ key: String, _ items: [Finding.Carried], _ json: inout JSONWriter) {
    json.key(key)
    json.object { json in for item in items { json.member(item.attribute, item.count) } }
  }
}
