import Foundation

/// Why a file of accounts, or a line of it, cannot be brought in.
package struct ImportFault: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    // Of the file.
    case notUTF8
    case utf16
    case strayQuote
    case unclosedQuote
    case empty
    /// The names of the columns, and nothing below them.
    case noLines
    case unknownColumn(String, nearest: String?)
    case columnTwice(String)
    case columnMissing(String)
    // Of a line.
    case cells(found: Int, expected: Int)
    case missingValue
    case controlCharacter
    case invalidEmail(String)
    case notYesOrNo(String)
    /// The number stands on an earlier line as well.
    case numberTwice(String, firstLine: Int)
    /// An account has the number already.
    case numberTaken(String)
    /// Without numbers: the same names and address stand on an earlier line.
    case personTwice(firstLine: Int)
    /// Without a number: an account has the same names and address.
    case personTaken(number: String)
  }

  package let kind: Kind
  /// From 1; nil for the file as a whole.
  package let line: Int?
  /// The name of the column.
  package let column: String?

  package init(_ kind: Kind, line: Int? = nil, column: String? = nil) {
    self.kind = kind
    self.line = line
    self.column = column
  }
}
