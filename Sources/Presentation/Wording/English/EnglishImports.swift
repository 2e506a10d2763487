import Foundation
import Provisioning

extension English {
  package func summarise(_ review: ImportReview, file: String) -> Explanation {
    let people = accounts(review.accounts.count)
    return Explanation(
      "\(file): \(people), \(figures.number(review.withAddress)) with an address, "
        + "\(figures.number(review.withPassword)) with a password (UTF-8, separated by “\(review.delimiter)”).")
  }

  package func say(_ warning: ImportReview.Warning) -> String {
    switch warning {
    case .sharedAddress(let address, let lines):
      "\(redaction.value(address)) stands on lines \(list(lines.map(String.init))): each gets mails of their own."
    case .addressInUse(let address, let line, let number):
      "Line \(line): \(redaction.value(address)) is also the address of \(redaction.value(number))."
    case .withoutAddress(let number): "\(accounts(number)) without an address: no link can be sent to them."
    case .withoutNumber(let number): "\(accounts(number)) without a number: one is given to each."
    case .nationalMobiles(let number):
      "\(count(number, "mobile does", "mobiles do")) not begin with “+”: next to a directory that writes +33… they differ."
    }
  }

  package func explain(_ fault: ImportFault) -> Explanation {
    let place = [fault.line.map { "line \($0)" }, fault.column.map { "column \($0)" }].compactMap(\.self)
      .joined(separator: ", ")
    let (what, remedy) = sentences(fault.kind)
    let shown = place.isEmpty ? "The file" : place.prefix(1).uppercased() + place.dropFirst()
    return Explanation("\(shown): \(what)", nil, remedy)
  }

  private func sentences(_ kind: ImportFault.Kind) -> (String, String) {
    switch kind {
    case .notUTF8:
      ("not UTF-8.", "Save it as “CSV UTF-8”, or: iconv -f WINDOWS-1252 -t UTF-8 FILE.csv > new.csv")
    case .utf16: ("UTF-16, not UTF-8.", "Save it as “CSV UTF-8”, or: iconv -f UTF-16 -t UTF-8 FILE.csv > new.csv")
    case .strayQuote:
      ("a quote stands inside a cell.", "Put the whole cell in quotes, and double each quote in it (RFC 4180).")
    case .unclosedQuote: ("a quote is opened and never closed.", "Close it, or double it if it belongs to the text.")
    case .empty: ("it is empty.", "The first line names the columns: \(AccountFile.columns.joined(separator: ","))")
    case .noLines:
      (
        "there is no line below the names of the columns.",
        "Write one line for each account, or check how it was exported."
      )
    case .unknownColumn(let name, let nearest):
      (
        "“\(name)” is no column.",
        (nearest.map { "Did you mean \($0)? " } ?? "")
          + "There are \(list(AccountFile.columns)), and attributes.NAME for whatever else the portal keeps."
      )
    case .columnTwice(let name): ("\(name) stands twice.", "Keep one of the two columns.")
    case .columnMissing(let name): ("there is no column \(name).", "Add it: nobody is known without it.")
    case .cells(let found, let expected):
      (
        "\(count(found, "cell", "cells")), not \(figures.number(expected)).",
        "Put cells that hold the separator in quotes."
      )
    case .missingValue: ("it is empty.", "Write the name, or take the line out.")
    case .controlCharacter: ("there is a character nobody can see.", "Write the cell anew, on one line.")
    case .invalidEmail(let text):
      ("“\(redaction.value(text))” is not an e-mail address.", "Correct it, or leave the cell empty.")
    case .notYesOrNo(let text):
      ("“\(redaction.value(text))” is neither true nor false.", "Write true or false, yes or no, 1 or 0.")
    case .numberTwice(let number, let first):
      ("\(redaction.value(number)) stands on line \(first) already.", "Give each account a number of its own.")
    case .numberTaken(let number):
      (
        "an account has the number \(redaction.value(number)) already.",
        "Take the line out if it is the same person; else correct the number."
      )
    case .personTwice(let first): ("the same person as on line \(first).", "Take one out, or give both a number.")
    case .personTaken(let number):
      ("the same person as account \(redaction.value(number)).", "Take the line out, or give it a number of its own.")
    }
  }
}
