/// Who is meant, in words people know: what is known of the account, else of the entry.
package struct Person: Hashable, Sendable, Codable {
  package let number: String?
  /// As people read it: `DUPONT Marie`; empty when there is none.
  package let name: String

  package init(number: String?, name: String) {
    self.number = number
    self.name = name
  }

  /// Nil when there is neither a number nor a name.
  package init?(_ responsable: Responsable) {
    self.init(number: responsable.number, name: responsable.displayName)
    if number == nil && name.isEmpty { return nil }
  }
}

extension Problem {
  /// The same problem, with the name of whom it concerns.
  func concerning(_ responsable: Responsable) -> Problem {
    var problem = self
    problem.person = Person(responsable)
    return problem
  }
}
