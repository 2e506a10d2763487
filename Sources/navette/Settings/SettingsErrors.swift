import Presentation
import Provisioning

/// Everything that is wrong with the settings, all at once, in the order of the files.
struct SettingsErrors: Error, Equatable, Sendable {
  let all: [SettingsError]
  /// The portal's, where `portal.locale` can be read although something else is wrong.
  let language: Language?

  init(all: [SettingsError], language: Language? = nil) {
    self.all = all
    self.language = language
  }

  /// One sentence a line: where, what, what to do; in the language of the surroundings where the settings say none.
  func sentences(_ environment: [String: String]) -> String {
    // A place in a file has no time of day.
    let words = (language ?? Language(environment: environment)).wording(timeZone: .gmt)
    return all.map { words.explain($0).text }.joined(separator: "\n")
  }
}
