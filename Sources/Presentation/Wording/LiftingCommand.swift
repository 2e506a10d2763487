import Foundation
import Provisioning

/// The exact command that lets refused plans through.
package enum LiftingCommand {
  /// Nil when no one command does it.
  ///
  /// - Parameter program: see `Language.wording(timeZone:redaction:program:)`.
  package static func text(for refusals: [Refusal], _ program: String = "navette") -> String? {
    var allowsEmpty = false
    var figures: [Limit.Name: Int] = [:]
    var notFound: Int?
    var needsNewTies = false
    for refusal in refusals {
      switch refusal.cause {
      case .limit(let name, _): figures[name] = max(figures[name, default: 0], refusal.found)
      case .emptyBase, .attributeUnreadable: allowsEmpty = true
      case .onlyNewAnchors, .anchorAttributeChanged: needsNewTies = true
      case .tiesNotFound: notFound = max(notFound ?? 0, refusal.found)
      }
    }
    let isOfLimits = allowsEmpty || !figures.isEmpty
    if isOfLimits && (needsNewTies || notFound != nil) { return nil }
    if let notFound { return "\(program) relink --apply --not-found \(notFound)" }
    if needsNewTies { return "\(program) relink" }
    guard isOfLimits else { return nil }
    let options = Limit.Name.allCases.compactMap { name in figures[name].map { "--\(name.option) \($0)" } }
    let adopts = refusals.contains(where: \.isOfAdoption) ? ["--adopt"] : []
    return (["\(program) sync"] + adopts + options + (allowsEmpty ? ["--allow-empty"] : [])).joined(separator: " ")
  }
}

extension Limit.Name {
  /// The option of `navette sync` that lifts this limit for one run.
  package var option: String {
    switch self {
    case .deactivations: "deactivations"
    case .creations: "creations"
    case .updates: "updates"
    case .emailChanges: "email-changes"
    case .emailRemovals: "email-removals"
    case .linkMails: "link-mails"
    case .problems: "problems"
    case .shrink: "shrink"
    }
  }
}
