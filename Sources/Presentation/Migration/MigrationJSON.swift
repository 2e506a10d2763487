import Provisioning

/// What `navette migrate --to` did, for programs.
package struct MigrationJSON {
  private let report: MigrationReport
  private let words: any Wording

  package init(_ report: MigrationReport, style: TextStyle) {
    self.report = report
    words = style.wording
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", 1)
      json.member("outcome", "copied")
      json.member("from", report.from)
      json.member("to", report.to)
      json.member("rows", report.rows)
      json.key("tables")
      json.array(.lines) { json in
        for table in report.tables {
          json.object { json in
            json.member("name", table.name)
            json.member("rows", table.rows)
            json.member("digest", table.digest)
          }
        }
      }
      json.key("settings")
      json.object { json in
        json.member("store", report.store)
        if let file = report.passwordFile { json.member("storePasswordFile", file) }
      }
      json.key("steps")
      json.array(.lines) { json in for step in words.steps(after: report) { json.value(step) } }
    }
    json.finish()
    try sink(json.bytes)
  }
}
