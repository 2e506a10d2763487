import Foundation

/// Somebody who is nearly the one that was asked about.
package struct Candidate: Equatable, Sendable {
  package let responsable: Responsable
  /// The directory it is in; nil for an account of the store.
  package let directory: String?
  /// Letters to change.
  package let distance: Int

  package init(responsable: Responsable, directory: String?, distance: Int) {
    self.responsable = responsable
    self.directory = directory
    self.distance = distance
  }
}

/// Keeps the nearest of all who pass by.
struct CandidateList {
  private let wanted: String
  private let folded: String
  private let reach: Int
  private(set) var nearest: [Candidate] = []

  private static let most = 5

  init(_ inquiry: Inquiry) {
    // Of a DN, the entry's own name is what people spell wrong.
    wanted = (inquiry.dn?.rdnValue ?? inquiry.text).lowercased()
    folded = NameKey.fold(wanted)
    reach = max(2, wanted.count / 4)
  }

  mutating func pass(_ person: Responsable, in directory: String?) {
    let limit = nearest.count < Self.most ? reach : min(reach, (nearest.last?.distance ?? reach) - 1)
    guard let distance = distance(to: person), distance <= limit else { return }
    let isKnown = nearest.contains { $0.responsable.number == person.number && $0.responsable.email == person.email }
    guard !isKnown else { return }
    nearest.append(Candidate(responsable: person, directory: directory, distance: distance))
    nearest.sort { $0.distance < $1.distance }
    if nearest.count > Self.most { nearest.removeLast() }
  }

  private func distance(to person: Responsable) -> Int? {
    let email = person.email?.lowercased()
    let last = NameKey.fold(person.lastName ?? "")
    let first = NameKey.fold(person.firstName ?? "")
    let plain = [person.number?.lowercased(), email, email.map { String($0.prefix { $0 != "@" }) }].compactMap(\.self)
    let names = [last, "\(last) \(first)", "\(first) \(last)"]
    return (plain.map { near(wanted, $0) } + names.map { near(folded, $0) }).compactMap(\.self).min()
  }

  /// Counted only where it can matter: a distance is never less than what lengths differ by.
  private func near(_ left: String, _ right: String) -> Int? {
    guard !right.isEmpty, abs(left.utf8.count - right.utf8.count) <= reach * 2 else { return nil }
    return EditDistance.distance(left, right)
  }
}
