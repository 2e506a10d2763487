import Foundation
import Testing

@testable import Provisioning

/// Files of accounts, as spreadsheets and other programs write them.
@Suite struct AccountFileTests {
  private func file(_ text: String) -> AccountFile { AccountFile(Array(text.utf8)) }

  private func kinds(_ text: String) -> [ImportFault.Kind] { file(text).faults.map(\.kind) }

  @Test func `columns come in any order and case, and empty cells are no values`() {
    let file = file(
      "EMAIL,lastname,hasPassword,attributes.service\r\nAda@Valmont.Example,Lenoir,1,cantine\r\n,Petit,,\r\n")
    #expect(file.faults == [])
    #expect(
      file.lines.map(\.account) == [
        NewAccount(
          Responsable(lastName: "Lenoir", email: "Ada@valmont.example", attributes: ["service": .text("cantine")]),
          hasPassword: true),
        NewAccount(Responsable(lastName: "Petit"), hasPassword: false),
      ])
    #expect(file.lines.map(\.number) == [2, 3])
  }

  @Test func `semicolons are found out, and quotes hold separators, quotes and lines`() {
    let file = file("\u{FEFF}number;lastName;firstName\n1;\"de; \"\"la\"\" Tour\";Jean\n\n2;Roux;\n")
    #expect(file.delimiter == ";" && file.faults == [])
    #expect(file.lines.map(\.account.responsable.lastName) == ["de; \"la\" Tour", "Roux"])
    #expect(file.lines.map(\.number) == [2, 4])
    #expect(kinds("lastName,number\n\"a\nb\",1\nRoux,2,3\n") == [.controlCharacter, .cells(found: 3, expected: 2)])
    #expect(self.file("lastName,number\n\"a\nb\",1\nRoux,2,3\n").faults.map(\.line) == [2, 4])
  }

  @Test(arguments: [
    ("", ImportFault.Kind.empty), ("\n\n", .empty), ("number,lastName\n1,a\"b\n", .strayQuote),
    ("number,lastName\n1,\"a\"b\n", .strayQuote), ("number,lastName\n1,\"ab\n", .unclosedQuote),
    ("number,lastName\n", .noLines), ("number,lastName\n\n", .noLines),
    ("number\n1\n", .columnMissing("lastName")), ("lastName,LASTNAME\na,b\n", .columnTwice("lastName")),
    ("lastName,numero\na,b\n", .unknownColumn("numero", nearest: "number")),
    ("lastName,attributes.\na,b\n", .unknownColumn("attributes.", nearest: nil)),
    ("lastName,email\na,b\n", .invalidEmail("b")), ("lastName,hasPassword\na,b\n", .notYesOrNo("b")),
    ("lastName,number\n,b\n", .missingValue), ("lastName,number\na\u{202E},b\n", .controlCharacter),
    ("lastName,number\na,b,c\n", .cells(found: 3, expected: 2)),
  ])
  func `what is wrong is named`(_ text: String, _ kind: ImportFault.Kind) { #expect(kinds(text) == [kind]) }

  @Test func `a quote that stands in a cell spoils its line alone`() {
    let file = file("number,lastName\n1,a\"b\n2,Roux,3\n3,\"c\"d\r\n4,Petit\n\"5,Blanc\n")
    #expect(
      file.faults == [
        ImportFault(.strayQuote, line: 2), ImportFault(.cells(found: 3, expected: 2), line: 3),
        ImportFault(.strayQuote, line: 4), ImportFault(.unclosedQuote, line: 6),
      ])
    #expect(file.lines.map(\.account.responsable.lastName) == ["Petit"])
    #expect(self.file("num\"ber,lastName\n1,Roux\n").faults == [ImportFault(.strayQuote, line: 1)])
  }

  @Test func `another encoding is refused with its line`() {
    let latin = Array("number,lastName\n1,Roux\n2,Ren".utf8) + [0xe9, 0x0a]
    #expect(AccountFile(latin).faults == [ImportFault(.notUTF8, line: 3)])
    #expect(AccountFile([0xff, 0xfe, 0x6e, 0x00]).faults == [ImportFault(.utf16)])
  }

  @Test(arguments: [
    ("oui", true), ("TRUE", true), ("1", true), ("vrai", true), ("non", false), ("0", false), ("", false),
  ])
  func `a password is told in the words of both languages`(_ text: String, _ expected: Bool) {
    #expect(file("lastName,hasPassword\na,\(text)\n").lines.map(\.account.hasPassword) == [expected])
  }

  @Test func `every line is looked at, whatever the others`() {
    let file = file("number,lastName,email\n1,A,x\n2,B,b@valmont.example\n3,,y\n")
    #expect(file.faults.map(\.line) == [2, 4, 4])
    #expect(file.lines.map(\.number) == [3])
  }

  @Test func `a line tells all its faults at once`() {
    let faults = review("number,lastName,hasPassword\nR-1,,b\nR-1,,b\nR-2,a\u{202E},b\n").faults
    #expect(
      faults == [
        ImportFault(.notYesOrNo("b"), line: 2, column: "hasPassword"),
        ImportFault(.missingValue, line: 2, column: "lastName"),
        ImportFault(.notYesOrNo("b"), line: 3, column: "hasPassword"),
        ImportFault(.missingValue, line: 3, column: "lastName"),
        ImportFault(.numberTwice("R-1", firstLine: 2), line: 3, column: "number"),
        ImportFault(.controlCharacter, line: 4, column: "lastName"),
        ImportFault(.notYesOrNo("b"), line: 4, column: "hasPassword"),
      ])
    #expect(kinds("lastName,email\nRoux,x\nRoux,y\n").count == 2)
    #expect(review("lastName,email\nRoux,x\nRoux,y\n").faults.count == 2, "who they are is not known")
  }

  // MARK: Against each other and the store

  private func review(_ text: String, _ accounts: [Account] = []) -> ImportReview {
    var matches = Matches()
    for account in accounts { matches.accounts[account.id] = account }
    return ImportReview(file(text), matches: matches)
  }

  @Test func `a number that stands twice or is taken is a fault`() {
    let ada = Account(id: AccountID(1), responsable: Responsable(number: "P-1", lastName: "LENOIR"))
    let faults = review("number,lastName\nP-1,A\nP-2,B\nP-2,C\n", [ada]).faults
    #expect(
      faults == [
        ImportFault(.numberTaken("P-1"), line: 2, column: "number"),
        ImportFault(.numberTwice("P-2", firstLine: 3), line: 4, column: "number"),
      ])
  }

  @Test func `without numbers, a person is known by names and address`() {
    let ada = Account(
      id: AccountID(1),
      responsable: Responsable(number: "R-0001", lastName: "LENOIR", firstName: "Ada", email: "ada@valmont.example"))
    let text = """
      lastName,firstName,email
      Lenoir,ADA,Ada@Valmont.example
      Lenoir,Ada,other@valmont.example
      Roux,Chloe,
      ROUX,Chloé,

      """
    #expect(
      review(text, [ada]).faults == [
        ImportFault(.personTaken(number: "R-0001"), line: 2), ImportFault(.personTwice(firstLine: 4), line: 5),
      ])
  }

  @Test func `what is worth a look is told and stops nothing`() {
    let ada = Account(
      id: AccountID(1), responsable: Responsable(number: "R-9", lastName: "X", email: "c@valmont.example"))
    let text = """
      number,lastName,email,mobile
      1,A,a@valmont.example,0612345678
      2,B,A@valmont.example,+33612345678
      ,C,c@valmont.example,
      3,D,,

      """
    let review = review(text, [ada])
    #expect(review.faults == [] && review.accounts.count == 4 && review.withAddress == 3 && review.withPassword == 0)
    #expect(
      review.warnings == [
        .sharedAddress("a@valmont.example", lines: [2, 3]), .addressInUse("c@valmont.example", line: 4, by: "R-9"),
        .withoutAddress(1), .withoutNumber(1), .nationalMobiles(1),
      ])
  }
}
