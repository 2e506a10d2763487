import Provisioning

/// Tries a file of entries: it is read to its end, as a run would.
struct FileTrial {
  private let settings: LDIFSettings
  private let mapping: Mapping

  init(_ settings: LDIFSettings, mapping: Mapping) {
    self.settings = settings
    self.mapping = mapping
  }

  var findings: [Finding] { facts.map { Finding($0, directory: settings.name) } }

  private var facts: [Finding.Fact] {
    var study = SampleStudy(mapping: mapping, directory: settings.name)
    let request = ReadRequest(attributes: mapping.attributes, filter: mapping.filter)
    do throws(DirectoryError) {
      let outcome = try LDIFDirectory(settings).read(request, anew: {}) { study.take($0) }
      let counts = settings.bases.isEmpty ? [] : outcome.bases
      return [.file(path: settings.path, entries: outcome.entries)]
        + counts.map { .found(base: $0.dn, entries: $0.entries, isMore: false) } + study.facts
    } catch {
      return [.failed(.file, error)]
    }
  }
}
