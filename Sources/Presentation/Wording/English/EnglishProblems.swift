import Foundation
import Provisioning

extension English {
  package func explain(_ problem: Problem) -> Explanation {
    Explanation(
      sentence(problem), "\(redaction.dn(problem.dn)) in \(problem.directory).", remedy(problem.code))
  }

  private func sentence(_ problem: Problem) -> String {
    let value = "“\(redaction.value(problem.detail))”"
    let source = problem.attribute ?? "the value"
    let kept = problem.isOfEntry ? "nothing of this entry is applied" : "this field is left as it is"
    return switch problem.code {
    case .noAnchor: "The identifier \(source) is missing, has several values or cannot be read; \(kept)."
    case .duplicateAnchor: "Another entry has the same identifier \(problem.anchor ?? ""); \(kept)."
    case .missingRequired: "\(fieldName(problem)) is required and \(source) has no value; \(kept)."
    case .numberTaken: "The number \(value) belongs to another account; \(kept)."
    case .changedMeanwhile: "The account was changed twice while the run decided; \(kept)."
    case .invalidEmail: "\(source) has \(value), which is not an e-mail address; \(kept)."
    case .addressBounces: "Mail to \(value) was refused for good before; \(kept)."
    case .sharedEmail: "\(address(problem)); \(kept)."
    case .severalValues: "\(source) has several values\(found(problem)); \(kept)."
    case .notUTF8: "\(source) has a value that is not UTF-8; \(kept)."
    case .controlCharacter: "\(source) has a value with a control character\(found(problem)); \(kept)."
    case .conflict:
      "Directory and portal both changed the \(changedField(problem)); the directory has \(value); \(kept)."
    case .unknownValue: "\(source) has \(value), which is not in the mapping's table; \(kept)."
    case .invalidPhone: "\(source) has \(value), which is not a phone number; \(kept)."
    case .invalidDate: "\(source) has \(value), which is not a date; \(kept)."
    case .invalidDN: "\(source) has \(value), which is not a DN; \(kept)."
    case .truncatedValues: "The server sent only some of the values of \(source); \(kept)."
    }
  }

  private func address(_ problem: Problem) -> String {
    let parts = problem.addressAndHolder
    let holder = parts.holder.map { "account \(redaction.value($0))" } ?? "another account"
    return "“\(redaction.value(parts.value))” is also used by \(holder)"
  }

  private func changedField(_ problem: Problem) -> String {
    problem.field.flatMap(Field.init(name:)).map(say) ?? "same field"
  }

  /// The value itself, where there is one to show.
  private func found(_ problem: Problem) -> String {
    problem.detail.isEmpty ? "" : " (“\(redaction.value(problem.detail))”)"
  }

  private func fieldName(_ problem: Problem) -> String {
    let name = (problem.field ?? problem.detail)
    guard let field = Field(name: name) else { return "A value" }
    return "The \(say(field))"
  }

  func remedy(_ code: Problem.Code) -> String {
    switch code {
    case .noAnchor: "Check “anchor” in the mapping and that the bind account may read it; until then no absence counts."
    case .duplicateAnchor: "Make the identifier unique, or choose one the server keeps unique, such as entryUUID."
    case .missingRequired:
      "Fill the attribute in the directory, or give the rule another source; if nobody has a number, take out the rule for it."
    case .numberTaken: "Give one of the two another number, in the directory or in the portal."
    case .changedMeanwhile: "Nothing to do: the next run compares it again."
    case .invalidEmail: "Correct the address in the directory."
    case .addressBounces: "Correct the address in the directory, or ask the person for another."
    case .sharedEmail: "Give each person an address, or set sharedEmail: allow."
    case .severalValues: "Keep one value in the directory, or set “choose” in the mapping."
    case .notUTF8: "Enter the value again in the directory."
    case .controlCharacter: "Enter the value again in the directory, without line breaks."
    case .conflict: "Make both the same, or set “conflict: directory” or “conflict: portal” in the mapping."
    case .unknownValue:
      "Add the value to the mapping's table, or correct it; if the attribute holds something else here, take out the rule."
    case .invalidPhone: "Correct the number in the directory."
    case .invalidDate: "Correct the date in the directory, or its form in the mapping."
    case .invalidDN: "Correct the value in the directory."
    case .truncatedValues: "Let the bind account read all values, or map an attribute with fewer."
    }
  }

  package func explain(_ proposal: Proposal) -> Explanation {
    let numbers = proposal.numbers.isEmpty ? "an account" : list(proposal.numbers.map(redaction.value))
    let what =
      switch proposal.code {
      case .ambiguousMatch: "This entry could be more than one account, or another entry could be the same: \(numbers)."
      case .sharedAddress: "Only an address that several people share leads to \(numbers)."
      case .recreated: "This entry was created anew; the person was \(numbers)."
      case .alreadyTied: "This entry leads to \(numbers), which another entry is tied to."
      case .givenElsewhere:
        "This entry leads to \(numbers), which another directory gives, by what two people may share: an address, names, or a number alone."
      }
    let shown = proposal.numbers.count == 1 && redaction == .off ? proposal.numbers.first : nil
    return Explanation(what, "\(redaction.dn(proposal.dn)) in \(proposal.directory).", remedy(proposal.code, shown))
  }

  func remedy(_ code: Proposal.Code, _ number: String? = nil) -> String {
    switch code {
    case .ambiguousMatch: "Make the number, or address and name, tell them apart in the directory, then \(program) plan"
    case .sharedAddress: "Give the entry the account's number in the directory, or correct its address or name."
    case .recreated:
      "If it is the same person: \(program) relink \(number.map { ShellWord($0).text } ?? "NUMBER"). "
        + "The account is kept meanwhile."
    case .alreadyTied: "Remove one of the two entries, or correct its number, then \(program) plan"
    case .givenElsewhere:
      "If it is the same person: let a name or the address agree beside the number, or put firstName beside email into correlate "
        + "of the mapping, then \(program) plan. If not: correct the number."
    }
  }
}
