import Foundation
import Presentation

extension Language {
  /// The language the surroundings ask for (locale(7): LC_ALL, LC_MESSAGES, LANG); English unless that is French.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = locale.lowercased().hasPrefix("fr") ? .fr : .en
  }

  /// For what is said before any settings are read.
  static var ofSurroundings: Language { Language(environment: ProcessInfo.processInfo.environment) }
}
