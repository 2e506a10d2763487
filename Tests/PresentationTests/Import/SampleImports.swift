import Foundation
import Provisioning

/// Every fault and warning a file of accounts can have.
enum SampleImports {
  static let faults: [ImportFault] = [
    ImportFault(.notUTF8, line: 3), ImportFault(.utf16), ImportFault(.strayQuote, line: 2),
    ImportFault(.unclosedQuote, line: 2), ImportFault(.empty), ImportFault(.noLines),
    ImportFault(.unknownColumn("numero", nearest: "number"), line: 1, column: "numero"),
    ImportFault(.unknownColumn("x", nearest: nil), line: 1, column: "x"),
    ImportFault(.columnTwice("email"), line: 1, column: "email"), ImportFault(.columnMissing("lastName"), line: 1),
    ImportFault(.cells(found: 1, expected: 4), line: 9), ImportFault(.missingValue, line: 2, column: "lastName"),
    ImportFault(.controlCharacter, line: 2, column: "lastName"),
    ImportFault(.invalidEmail("nope"), line: 2, column: "email"),
    ImportFault(.notYesOrNo("maybe"), line: 2, column: "hasPassword"),
    ImportFault(.numberTwice("R-1", firstLine: 2), line: 5, column: "number"),
    ImportFault(.numberTaken("R-1"), line: 5, column: "number"), ImportFault(.personTwice(firstLine: 2), line: 5),
    ImportFault(.personTaken(number: "R-1"), line: 5),
  ]

  static let warnings: [ImportReview.Warning] = [
    .sharedAddress("ada@valmont.example", lines: [2, 3, 9]), .addressInUse("ada@valmont.example", line: 2, by: "R-1"),
    .withoutAddress(1), .withoutAddress(2), .withoutNumber(1), .nationalMobiles(1), .nationalMobiles(12),
  ]

  static let review: ImportReview = {
    let lines = (1...8).map { "P-\($0),Nom\($0),p\($0 / 2)@valmont.example,0612345678" }
    let text = "number,lastName,email,mobile\n" + lines.joined(separator: "\n")
    return ImportReview(AccountFile(Array(text.utf8)), matches: Matches())
  }()
}
