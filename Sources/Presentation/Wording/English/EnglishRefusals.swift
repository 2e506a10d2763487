import Foundation
import Provisioning

extension English {
  package func explain(_ refusal: Refusal, bases: [String]) -> Explanation {
    let remedy = LiftingCommand.text(for: [refusal], program).map { "If this is right: \($0)" }
    switch refusal.cause {
    case .limit(let name, let limit):
      let what = "Refused, nothing was written: \(excess(name, limit, refusal)); the limit is \(say(limit))."
      return Explanation(what, cause(name, refusal, bases), remedy)
    case .emptyBase: return emptyBase(refusal, remedy)
    case .attributeUnreadable: return attributeUnreadable(refusal, remedy)
    case .onlyNewAnchors: return onlyNewAnchors(refusal)
    case .anchorAttributeChanged: return anchorAttributeChanged(refusal)
    case .tiesNotFound: return tiesNotFound(refusal, remedy)
    }
  }

  func say(_ limit: Limit) -> String {
    switch limit {
    case .none: "none"
    case .count(let count): figures.number(count)
    case .percent(let percent): figures.percent(percent, places: 3)
    }
  }

  /// What the plan does too much of, with the figure and its share.
  private func excess(_ name: Limit.Name, _ limit: Limit, _ refusal: Refusal) -> String {
    let found = figures.number(refusal.found)
    let people = "\(found) of \(accounts(refusal.of ?? 0))\(share(refusal, limit))"
    return switch name {
    case .deactivations: "\(subject(refusal, "deactivates", "deactivate")) \(people)"
    case .creations:
      "\(subject(refusal, "creates", "create")) \(accounts(refusal.found)) from "
        + "\(entries(refusal.of ?? 0))\(share(refusal, limit))"
    case .updates: "\(subject(refusal, "changes", "change")) \(people)"
    case .emailChanges: "\(subject(refusal, "changes", "change")) the e-mail address of \(people)"
    case .emailRemovals: "\(subject(refusal, "removes", "remove")) the e-mail address of \(people)"
    case .linkMails:
      "\(subject(refusal, "sends", "send")) \(count(refusal.found, "link mail", "link mails"))"
        + (limit.isShare ? " to people of \(accounts(refusal.of ?? 0))\(share(refusal, limit))" : "")
    case .problems:
      "\(found) of \(entries(refusal.of ?? 0)) \(refusal.found == 1 ? "has" : "have") an open problem\(share(refusal, limit))"
    case .shrink: shrunken(refusal, limit)
    }
  }

  private func subject(_ refusal: Refusal, _ one: String, _ many: String) -> String {
    guard let window = refusal.window else { return "the plan \(one)" }
    return "this plan and the runs of the last \(duration(window)) together \(many)"
  }

  private func share(_ refusal: Refusal, _ limit: Limit) -> String {
    guard let whole = refusal.of, whole > 0 else { return "" }
    return " (\(figures.share(refusal.found, of: whole, over: limit.share)))"
  }

  private func base(_ refusal: Refusal) -> String {
    "the base \(refusal.subject ?? "")" + (refusal.insteadOf.map { ", read instead of \($0)," } ?? "")
  }

  private func shrunken(_ refusal: Refusal, _ limit: Limit) -> String {
    let before =
      refusal.window.map { "the fullest read of the last \(duration($0)) had" } ?? "the last whole read had"
    return "\(base(refusal)) returned \(entries(refusal.entries)), "
      + "\(figures.number(refusal.found)) fewer than \(before)\(share(refusal, limit))"
  }

  private func cause(_ name: Limit.Name, _ refusal: Refusal, _ bases: [String]) -> String {
    switch name {
    case .deactivations, .shrink:
      if refusal.isOfChanges == true {
        return "The directory told of them as changed or gone: look at a few of these people there. "
          + "A whole read shows more: \(program) plan --full."
      }
      if let sizes = sizes(refusal), isSmaller(refusal) || name == .shrink {
        return sizes + checkSearch(refusal, bases)
      }
      return "The directory returned no fewer entries than before: "
        + "check “active” and “activeUntil” in the mapping, and the locked entries themselves."
    case .creations:
      if refusal.isOfChanges == true {
        return "The directory told of them as new: look at a few of these people there."
      }
      guard let sizes = sizes(refusal) else { return "This is the first whole read of \(refusal.directory)." }
      return sizes + checkSearch(refusal, bases)
    case .updates: return "A mapping that was edited does this: compare before and after of a few people in the plan."
    case .emailChanges:
      return "A mapping that was edited or a new mail domain does this: "
        + "compare before and after of a few people in the plan."
    case .emailRemovals:
      return "An attribute that may no longer be read looks like one without a value: "
        + "check what the bind account may read."
    case .linkMails:
      return "Each of these people would newly gain an address. On the first run of a portal that already lives: "
        + "\(program) sync --adopt, which ties everyone and mails nobody."
    case .problems: return "The report lists the problems by kind; one cause in the mapping often makes many."
    }
  }

  private func isSmaller(_ refusal: Refusal) -> Bool { refusal.lastEntries.map { refusal.entries < $0 } ?? false }

  private func sizes(_ refusal: Refusal) -> String? {
    refusal.lastEntries.map {
      "The directory returned \(entries(refusal.entries)), the last whole read \(figures.number($0)): "
    }
  }

  private func checkSearch(_ refusal: Refusal, _ bases: [String]) -> String {
    let searched = refusal.subject.map { [$0] } ?? bases
    guard !searched.isEmpty else { return "check the search base, the filter and what the bind account may read." }
    let noun = searched.count == 1 ? "the search base" : "the search bases"
    return "check \(noun) \(searched.joined(separator: " ; "))."
  }

  private func emptyBase(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    Explanation(
      "Refused, nothing was written: \(base(refusal)) returned no entry; "
        + "the last whole read had \(figures.number(refusal.of ?? 0)) there.",
      "Check that the base is still called so, and that the bind account may still read it.",
      remedy)
  }

  private func attributeUnreadable(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    let before = refusal.of.map { "; \(entries($0)) had one in the last whole read" } ?? ""
    return Explanation(
      "Refused, nothing was written: among \(entries(refusal.entries)) the attribute \(refusal.subject ?? "") "
        + "has no value at all, though accounts hold values of it\(before).",
      "An attribute that may not be read looks like one that is not there: "
        + "check what the bind account may read, and the attribute's name in the mapping.",
      remedy)
  }

  private func onlyNewAnchors(_ refusal: Refusal) -> Explanation {
    Explanation(
      "Refused, nothing was written: of \(entries(refusal.entries)) not one has a known identifier, "
        + "though \(accounts(refusal.of ?? 0)) \(refusal.of == 1 ? "is" : "are") tied to \(refusal.directory).",
      "A directory that was rebuilt or re-imported does this: check whether that was intended, and whether a backup "
        + "still has the former identifiers.",
      "If this is right: \(program) relink shows who is found again, and writes nothing.")
  }

  private func anchorAttributeChanged(_ refusal: Refusal) -> Explanation {
    let former = refusal.subject ?? ""
    return Explanation(
      "Refused, nothing was written: the mapping reads identifiers from another attribute than \(former), "
        + "by which the accounts are tied to \(refusal.directory).",
      "With other identifiers nobody would be recognised.",
      "If this is right: \(program) relink shows who is found again, and writes nothing. "
        + "Else put “anchor: \(former)” back in the mapping.")
  }

  private func tiesNotFound(_ refusal: Refusal, _ remedy: String?) -> Explanation {
    Explanation(
      "Refused, nothing was written: of \(count(refusal.of ?? 0, "tie", "ties")) to \(refusal.directory), "
        + "\(figures.number(refusal.found)) would not be found again; "
        + "at most \(figures.number(refusal.allowed ?? 0)) may not.",
      "Whoever is not found is absent from the next sync on. Check “anchor”, “number” and “correlate” in the mapping, "
        + "and whether the new directory gave the same numbers to the same people.",
      remedy)
  }
}
