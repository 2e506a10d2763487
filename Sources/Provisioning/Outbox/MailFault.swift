/// Why a mail could not be written. Facts only.
package enum MailFault: Error, Equatable, Sendable {
  /// The key a token was made with is not among ours.
  case unknownKey(id: String)
  /// A mail that must carry a link has no token, or one for another purpose.
  case noToken(mail: Mail.ID)
  case notAnAddress(mail: Mail.ID)
  /// The run that a report tells of is not in the journal, or cannot be read.
  case noReport(mail: Mail.ID, run: String, detail: String)
  /// The operator's folder of templates, or a file in it, cannot be opened; `detail` in the system's words.
  case unreadableTemplates(path: String, detail: String)
  case templateNotUTF8(file: String)
  /// A template cannot be understood; `detail` in the parser's words.
  case template(file: String, detail: String)
  /// A template that must show the link does not.
  case templateWithoutLink(file: String)
  /// A file among the operator's templates that no mail uses.
  case unknownTemplate(file: String)
}
