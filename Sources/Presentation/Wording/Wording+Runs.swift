import Foundation

extension Language {
  /// No run has this id; `nearest` are the ones that come next to it.
  package func noSuchRun(_ text: String, nearest: [String], _ program: String) -> String {
    let list = nearest.map { "  \($0)" }.joined(separator: "\n")
    switch (self, nearest.isEmpty) {
    case (.fr, true): return "Aucune exécution dans le journal. La première sera celle de \(program) sync."
    case (.en, true): return "There is no run in the journal. The first will be that of \(program) sync."
    case (.fr, false):
      return "Aucune exécution du journal ne commence par « \(text) ». Les plus proches :\n\(list)\n"
        + "Pour les voir toutes : \(program) runs"
    case (.en, false):
      return "No run in the journal begins with “\(text)”. The nearest:\n\(list)\nTo see them all: \(program) runs"
    }
  }

  /// Several runs begin so.
  package func severalRuns(_ text: String, _ found: [String]) -> String {
    let list = found.map { "  \($0)" }.joined(separator: "\n")
    switch self {
    case .fr: return "Plusieurs exécutions commencent par « \(text) » ; donnez-en plus :\n\(list)"
    case .en: return "Several runs begin with “\(text)”; give more of it:\n\(list)"
    }
  }
}
