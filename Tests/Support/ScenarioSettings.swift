import Foundation

/// The settings of a scenario: what most share, with the sections a scenario replaces.
package struct ScenarioSettings {
  private var sections: [(key: String, text: String)] = Self.sections(of: Self.usual)

  package init() {}

  private static let usual = """
    portal:
      name: Portail Famille de Valmont
      url: https://famille.valmont.example
      locale: en
    store: sqlite:navette.sqlite
    secretKeyFile: secret.key
    directories:
      - name: mairie
        url: $LDAP
        bind: { method: anonymous }
        base: ou=responsables,dc=valmont,dc=example
        mapping: openldap
    mail:
      transport: smtp://127.0.0.1:$SMTP
      startTLS: off
      from: "Portail Famille <ne-pas-repondre@valmont.example>"
    """

  /// Replaces whole sections, the others stay as they are.
  package mutating func merge(_ text: String) {
    for section in Self.sections(of: text) {
      if let index = sections.firstIndex(where: { $0.key == section.key }) {
        sections[index] = section
      } else {
        sections.append(section)
      }
    }
  }

  /// The file, with the addresses of this scenario's servers.
  package func text(_ surroundings: ScenarioSurroundings) -> String {
    surroundings.fill(sections.map(\.text).joined(separator: "\n")) + "\n"
  }

  private static func sections(of text: String) -> [(key: String, text: String)] {
    var sections: [(key: String, text: String)] = []
    for line in text.components(separatedBy: "\n") where !line.isEmpty {
      if line.hasPrefix(" ") || line.hasPrefix("#"), let last = sections.indices.last {
        sections[last].text += "\n" + line
      } else {
        sections.append((key: line.components(separatedBy: ":")[0], text: line))
      }
    }
    return sections
  }
}
