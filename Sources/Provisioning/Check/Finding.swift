import Foundation

/// One thing `navette check` looked at, and what it found. Facts only; `Presentation/Wording` makes the sentences.
package struct Finding: Equatable, Sendable {
  /// What it means for the next run.
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    case good
    /// Works, and is worth knowing.
    case notice
    /// A run would fail, or do nothing useful.
    case bad
    /// Could not be looked at, because of what comes before it.
    case untried
  }

  /// The settings' name of the directory it is about.
  package let directory: String?
  /// The server's URL, as the settings spell it.
  package let server: String?
  package let fact: Fact
  /// The search behind it, as a command a person can paste into a shell.
  package let command: String?

  package init(_ fact: Fact, directory: String? = nil, server: String? = nil, command: String? = nil) {
    self.directory = directory
    self.server = server
    self.fact = fact
    self.command = command
  }

  package var verdict: Verdict { fact.verdict }
  package var subject: Subject { fact.subject }

  /// What was looked at; the raw values are the names in JSON.
  package enum Subject: String, Hashable, Sendable, CaseIterable {
    case settings, mapping, secretKey, templates
    case name, connection, tls, bind, rootDSE, base, schema, filter, attributes, entries, anchor, reading, file
    case store, lock, relay
  }
}
