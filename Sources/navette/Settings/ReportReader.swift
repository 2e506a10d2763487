import Presentation

/// Reads the `report` part of the settings.
enum ReportReader {
  static func read(_ top: SettingsSection) -> ReportSettings? {
    guard let node = top["report"], let section = node.section(["to", "when", "details"]) else { return nil }
    let to = section.required("to")?.oneOrMore().compactMap { $0.mailAddress() } ?? []
    let when = section["when"]?.word(ReportSettings.When.self)
    let details = section["details"]?.boolean()
    if top["mail"] == nil { top.fault(.missing, key: "mail") }
    return ReportSettings(to: to, when: when ?? .changes, details: details ?? false)
  }
}
