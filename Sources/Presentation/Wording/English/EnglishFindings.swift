import Foundation
import Provisioning

extension English {
  package func say(_ subject: Finding.Subject) -> String {
    switch subject {
    case .settings: "settings"
    case .mapping: "mapping"
    case .secretKey: "secret key"
    case .templates: "templates"
    case .name: "name"
    case .connection: "connection"
    case .tls: "encryption"
    case .bind: "sign-in"
    case .rootDSE: "server"
    case .base: "base"
    case .schema: "schema"
    case .filter: "filter"
    case .attributes: "attributes"
    case .entries: "entries"
    case .anchor: "anchor"
    case .reading: "reading"
    case .file: "file"
    case .store: "store"
    case .lock: "lock"
    case .relay: "relay"
    }
  }

  package func summarise(_ tally: Finding.Tally) -> Explanation {
    let total = Finding.Verdict.allCases.reduce(0) { $0 + tally[$1] }
    let notices = tally[.notice] > 0 ? ", \(count(tally[.notice], "to know of", "to know of"))" : ""
    guard !tally.isGood else {
      return Explanation("All is well: \(count(total, "line", "lines"))\(notices).", nil, "Next: \(program) plan")
    }
    return Explanation(
      "\(count(tally[.bad], "fault", "faults"))\(notices), in \(count(total, "line", "lines")).", nil,
      "Mend what is marked, then run \(program) check again.")
  }

  package func explain(_ finding: Finding) -> Explanation {
    switch finding.fact {
    case .settings(let path, let directories):
      Explanation("\(path): \(count(directories, "directory", "directories")).")
    case .faulty(_, let error): explain(error)
    case .templatesFailed(let fault): explain(fault)
    case .mapping(let name, let path, let fields):
      Explanation("\(name) (\(path ?? "shipped")): rules for \(count(fields, "field", "fields")).")
    case .secretKeys(let path, let keys):
      Explanation("\(path): \(count(keys, "key", "keys")), readable by its owner alone.")
    case .templates(let folder, let number):
      Explanation("\(folder): \(count(number, "template", "templates")) of your own.")
    case .located(let question, let servers):
      Explanation("The DNS names for \(question), in this order: \(list(servers)).")
    case .unlocated(let detail):
      Explanation(
        "The DNS leads to no server: \(detail).", nil,
        "Check the domain in “url”, and the name server of this machine; or name the servers themselves.")
    case .resolved(let host, let addresses): Explanation("\(host) is \(list(addresses)).")
    case .unresolved(let host, let detail): unresolved(host, detail)
    case .connected: Explanation("The server answers.")
    case .encrypted(let until):
      Explanation("The certificate is right" + (until.map { ", and good until \(say($0))." } ?? "."))
    case .clear(let isLocal):
      isLocal
        ? Explanation("Not encrypted; nothing leaves this machine.")
        : Explanation("Not encrypted: whoever listens on the way can read it.", nil, "Use ldaps://, or startTLS: true.")
    case .signedIn(let method, let name):
      Explanation(name.isEmpty ? "Accepted, method \(method)." : "Accepted as \(name).")
    case .failed(_, let error): explain(error)
    case .untried(let subjects):
      Explanation("Not tried, for what stands above: \(list(subjects.map(say))).")
    case .file(let path, let entries):
      Explanation(
        "\(path): \(self.entries(entries)) for this mapping.", nil,
        entries == 0 ? "Check base and filter, of the settings and of the mapping." : nil)
    default: explainMore(finding.fact)
    }
  }

  private func unresolved(_ host: String, _ detail: String) -> Explanation {
    Explanation(
      "\(host) is not known: \(detail).", nil,
      host.hasSuffix(".example")
        ? "This is a sample: write the name of your own server in “url”."
        : "Check the name in “url”, and the name server of this machine.")
  }
}
