import Presentation

extension Language {
  /// The language the surroundings ask for (locale(7): LC_ALL, LC_MESSAGES, LANG); English unless that is French.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = locale.lowercased().hasPrefix("fr") ? .fr : .en
  }
}
