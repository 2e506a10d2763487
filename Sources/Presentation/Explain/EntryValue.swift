import Foundation

/// A value of an entry as LDIF would show it (RFC 2849): text behind one colon, anything else in base64 behind two.
enum EntryValue {
  static func shown(_ bytes: ArraySlice<UInt8>) -> (mark: String, text: String) {
    guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(TerminalText.isSafe)
    else {
      return ("::", Data(bytes).base64EncodedString())
    }
    return (":", text)
  }
}
