import Foundation

/// A file of accounts held against itself and against the accounts there are.
package struct ImportReview: Equatable, Sendable {
  /// Worth a look, and nothing that stands in the way.
  package enum Warning: Equatable, Sendable {
    /// One address, and the lines that have it.
    case sharedAddress(String, lines: [Int])
    /// An address that an account has already, by its number.
    case addressInUse(String, line: Int, by: String)
    case withoutAddress(Int)
    case withoutNumber(Int)
    /// Mobiles that do not begin with `+`: a directory that gives them so would seem to differ.
    case nationalMobiles(Int)
  }

  package let accounts: [NewAccount]
  package let delimiter: Character
  /// Everything that is wrong, in the order of the lines.
  package private(set) var faults: [ImportFault]
  package private(set) var warnings: [Warning] = []

  package init(_ file: AccountFile, matches: Matches) {
    accounts = file.lines.map(\.account)
    delimiter = file.delimiter
    faults = file.faults
    let known = Known(matches)
    // Whatever else is wrong with a line, its number is told at once, not in the next round.
    findTwice(file.all)
    findTaken(file.all, known)
    faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    warn(file.lines, known)
  }

  /// What to ask the store.
  package static func keys(of file: AccountFile) -> MatchKeys {
    var keys = MatchKeys()
    for person in file.all.map(\.account.responsable) {
      if let number = person.number { keys.numbers.insert(number) }
      if let email = person.email { keys.emails.insert(EmailAddress.key(email)) }
      if let name = NameKey(lastName: person.lastName, firstName: person.firstName) { keys.names.insert(name) }
    }
    return keys
  }

  package var withPassword: Int { accounts.count(where: \.hasPassword) }
  package var withAddress: Int { accounts.count { $0.responsable.email != nil } }

  /// What tells two people without a number apart.
  private struct Person: Hashable {
    let name: NameKey
    let email: String?

    /// Nil where a line does not tell who it is.
    init?(_ line: AccountFile.Line) {
      let telling: [Field] = [.number, .lastName, .firstName, .email]
      guard line.faulty.isDisjoint(with: telling.map(\.name)) else { return nil }
      self.init(line.account.responsable)
    }

    init?(_ responsable: Responsable) {
      guard let name = NameKey(lastName: responsable.lastName, firstName: responsable.firstName ?? "") else {
        return nil
      }
      self.name = name
      email = responsable.email.map(EmailAddress.key)
    }
  }

  /// The accounts there are, by what lines are looked up by.
  private struct Known {
    var numbers: Set<String> = []
    var people: [Person: String] = [:]
    var addresses: [String: String] = [:]

    init(_ matches: Matches) {
      for account in matches.accounts.values.sorted(by: { $0.id < $1.id }) {
        let number = account.responsable.number ?? ""
        numbers.insert(number)
        if let person = Person(account.responsable) { people[person] = number }
        if let email = account.responsable.email { addresses[EmailAddress.key(email)] = number }
      }
    }
  }

  private mutating func findTwice(_ lines: [AccountFile.Line]) {
    var numbers: [String: Int] = [:]
    var people: [Person: Int] = [:]
    for line in lines {
      let responsable = line.account.responsable
      if let number = responsable.number {
        if let first = numbers[number] {
          faults.append(ImportFault(.numberTwice(number, firstLine: first), line: line.number, column: "number"))
        } else {
          numbers[number] = line.number
        }
      } else if let person = Person(line) {
        if let first = people[person] {
          faults.append(ImportFault(.personTwice(firstLine: first), line: line.number))
        } else {
          people[person] = line.number
        }
      }
    }
  }

  private mutating func findTaken(_ lines: [AccountFile.Line], _ known: Known) {
    for line in lines {
      let responsable = line.account.responsable
      if let number = responsable.number {
        guard known.numbers.contains(number) else { continue }
        faults.append(ImportFault(.numberTaken(number), line: line.number, column: "number"))
      } else if let number = Person(line).flatMap({ known.people[$0] }) {
        faults.append(ImportFault(.personTaken(number: number), line: line.number))
      }
    }
  }

  private mutating func warn(_ lines: [AccountFile.Line], _ known: Known) {
    var addresses: [String: [Int]] = [:]
    for line in lines {
      guard let email = line.account.responsable.email.map(EmailAddress.key) else { continue }
      addresses[email, default: []].append(line.number)
      if let number = known.addresses[email] {
        warnings.append(.addressInUse(email, line: line.number, by: number))
      }
    }
    let shared = addresses.filter { $0.value.count > 1 }.sorted { ($0.value[0], $0.key) < ($1.value[0], $1.key) }
    warnings = shared.map { .sharedAddress($0.key, lines: $0.value) } + warnings
    let people = accounts.map(\.responsable)
    let counts: [(Int, (Int) -> Warning)] = [
      (people.count { $0.email == nil }, Warning.withoutAddress),
      (people.count { $0.number == nil }, Warning.withoutNumber),
      (people.count { $0.mobile.map { !$0.hasPrefix("+") } ?? false }, Warning.nationalMobiles),
    ]
    warnings += counts.filter { $0.0 > 0 }.map { $0.1($0.0) }
  }
}
