/// Everything that is wrong with the settings, all at once, in the order of the files.
struct SettingsErrors: Error, Equatable, Sendable, CustomStringConvertible {
  let all: [SettingsError]

  /// One sentence a line: what, where, what to do.
  var description: String { all.map(\.description).joined(separator: "\n") }
}
