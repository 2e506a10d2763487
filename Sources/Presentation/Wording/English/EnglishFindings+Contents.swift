import Foundation
import Provisioning

extension English {
  /// What was found in a directory, a store, a relay.
  func explainMore(_ fact: Finding.Fact) -> Explanation {
    switch fact {
    case .offers(let paging, let changes, let picked): offers(paging, changes, picked)
    case .base(let dn): Explanation("\(dn) is there.")
    case .schema(let unknown, let needed): schema(unknown, needed)
    case .schemaHidden: Explanation("The server does not show its schema; names of attributes were not checked.")
    case .stamps(let attribute, let hidden, let entries, let unmoved): stamps(attribute, hidden, entries, unmoved)
    case .reading(let reading): explain(reading)
    case .found(let base, let entries, let isMore): found(base, entries, isMore)
    case .unfiltered(let base, let classes, let entries, let isMore): unfiltered(base, classes, entries, isMore)
    case .carried(let carried, let entries, let others): self.carried(carried, entries, others)
    case .mapped(let entries, let well, let inactive, let problems, let beyond):
      mapped(entries, well, inactive, problems, beyond)
    case .anchors(let attribute, let entries, let missing, let duplicates):
      anchors(attribute, entries, missing, duplicates)
    case .storeToBeMade(let location): Explanation("\(location): not there yet; the first sync makes it.")
    case .store(let location, let schema, let accounts, let isOld):
      isOld
        ? Explanation(
          "\(location): schema \(schema), of an older Navette.", nil,
          "The next sync brings it up to date; save a copy first.")
        : Explanation("\(location): \(self.accounts(accounts ?? 0)), schema \(schema).")
    case .storeFailed(let error): explain(error)
    case .lockFree: Explanation("Nobody holds the store.")
    case .lockHeld(let holder, let since):
      Explanation(
        "A run holds the store\(holder.isEmpty ? "" : ": \(holder)")\(since.map { ", since \(say($0))" } ?? "").")
    case .noRelay:
      Explanation(
        "There is no “mail” section: mails would wait in the outbox.", nil, "Add mail.transport and mail.from.")
    case .relay(let location, let isEncrypted, let isSignedIn):
      Explanation(
        "\(location) answers, \(isEncrypted ? "encrypted" : "not encrypted"), \(isSignedIn ? "signed in" : "without a sign-in"). No mail was sent."
      )
    case .folder(let path, let exists):
      Explanation("Mails go to the folder \(path)\(exists ? "" : ", which the first delivery makes").")
    case .relayFailed(let error): explain(error)
    default: Explanation("")
    }
  }

  private func offers(_ paging: Bool?, _ changes: [ChangeWay], _ picked: ChangeWay?) -> Explanation {
    let pages =
      switch paging {
      case true: "Pages are supported."
      case false: "Pages (RFC 2696) are not supported: the answer comes in one piece, within the server's size limit."
      default: "The server does not say what it supports."
      }
    let ways = changes.isEmpty ? "" : " It tells what changed (\(list(changes.map(\.rawValue))))."
    if let picked, picked != .timestamp, paging != nil, !changes.contains(picked) {
      return Explanation("\(pages)\(ways) Not as the settings say.", wayMissing(picked, changes), wayRemedy)
    }
    let choice =
      picked.map { " After the first, a run reads only changes, by \($0.rawValue)." } ?? " Every run reads everything."
    return Explanation(pages + ways + choice)
  }

  private func schema(_ unknown: [String], _ needed: [String]) -> Explanation {
    if unknown.isEmpty { return Explanation("Knows every attribute of mapping and filters.") }
    return Explanation(
      "Does not know \(list(unknown)).", nil,
      needed.isEmpty
        ? "Right if this server has none of them; else correct the names in the mapping."
        : "Correct the mapping: nothing works without \(list(needed)).")
  }

  private func stamps(_ attribute: String, _ hidden: Int, _ entries: Int, _ unmoved: [String]) -> Explanation {
    if hidden > 0 {
      return Explanation(
        "\(figures.number(hidden)) of \(self.entries(entries)) do not show \(attribute), by which changes are found: every run reads everything.",
        nil, "Give the bind account the right to search and read \(attribute), or set read: full.")
    }
    guard !unmoved.isEmpty else {
      return Explanation("Changes are found by \(attribute), which this account may read.")
    }
    return Explanation(
      "Changes are found by \(attribute), and \(list(unmoved)) may change without it.",
      "Such a change is seen by the next read of everything (fullEvery).",
      "Set read: full, shorten fullEvery, or map and filter by other attributes.")
  }

  private func found(_ base: String, _ entries: Int, _ isMore: Bool) -> Explanation {
    if entries == 0 {
      return Explanation(
        "Nobody below \(base).", nil,
        "Check base, scope and both filters, and that this account may read and search there.")
    }
    let sample = isMore ? "; the sample ends there, a run reads all" : ""
    return Explanation("\(self.entries(entries)) below \(base)\(sample).")
  }

  private func unfiltered(
    _ base: String, _ classes: [Finding.Carried], _ entries: Int, _ isMore: Bool
  ) -> Explanation {
    let number = isMore ? "more than \(figures.number(entries)) entries" : self.entries(entries)
    return Explanation(
      "Without the filters: \(number) below \(base). By objectClass: \(counts(classes)).", nil,
      "Set “filter” in the mapping to the class that people have here, such as (objectClass=person).")
  }

  private func carried(
    _ carried: [Finding.Carried], _ entries: Int, _ others: [Finding.Carried]
  ) -> Explanation {
    Explanation(
      "Of \(self.entries(entries)), so many have: \(counts(carried)).",
      others.isEmpty ? nil : "There too, and not in the mapping: \(counts(others)).", missing(carried))
  }

  private func missing(_ carried: [Finding.Carried]) -> String? {
    let lost = carried.filter(\.isLost)
    let former = lost.map { "\($0.attribute)\u{A0}\(figures.number($0.before ?? 0))" }
    guard lost.isEmpty else {
      return
        "The last run that read everything found \(list(former)): check what this account may read, and the names in the mapping."
    }
    let silent = carried.filter(\.isSilent).map(\.attribute)
    switch silent.count {
    case 0: return nil
    case 1: return "Nobody has \(list(silent)): may this account read it, and is it the name that is used here?"
    default:
      return "Nobody has \(list(silent)): may this account read them, and are they the names that are used here?"
    }
  }

  private func counts(_ items: [Finding.Carried]) -> String {
    list(items.map { "\($0.attribute)\u{A0}\(figures.number($0.count))" })
  }

  private func mapped(
    _ entries: Int, _ well: Int, _ inactive: Int, _ problems: [Problem.Code: Int],
    _ beyond: Finding.Excess?
  ) -> Explanation {
    let codes = Problem.Code.allCases.compactMap { code in problems[code].map { "\(code.rawValue)\u{A0}\($0)" } }
    let off = inactive > 0 ? ", \(figures.number(inactive)) of all not active" : ""
    return Explanation(
      "\(figures.number(well)) of \(figures.number(entries)) map without a problem\(off).",
      codes.isEmpty ? nil : "Problems: \(list(codes)).",
      beyond.map { excess in
        "So many entries with problems are more than limits.problems lets through (\(say(excess.limit))): "
          + (excess.isCertain ? "" : "if the others are like these, ") + "a run would be refused. "
          + "Each with its remedy: \(program) plan"
      } ?? (codes.isEmpty ? nil : "Each with its remedy: \(program) plan"))
  }

  private func anchors(_ attribute: String, _ entries: Int, _ missing: Int, _ duplicates: [String]) -> Explanation {
    if missing > 0 {
      return Explanation(
        "\(self.entries(missing)) of \(figures.number(entries)) \(missing == 1 ? "has" : "have") no readable \(attribute).",
        nil,
        "Let the account read it, correct its form, or name in “anchor” an attribute that every entry has once.")
    }
    if !duplicates.isEmpty {
      return Explanation(
        "\(attribute) is not unique: \(list(duplicates)) \(duplicates.count == 1 ? "stands" : "stand") in several entries.",
        nil, "Name in “anchor” an attribute that is unique and never changes.")
    }
    return Explanation(
      "\(attribute) is there in \(entries == 1 ? "the entry" : "all \(figures.number(entries)) entries"), and unique.")
  }
}
