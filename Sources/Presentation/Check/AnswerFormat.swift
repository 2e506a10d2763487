/// A form the answer of a command can take that is not a report of a run.
package enum AnswerFormat: String, Hashable, Sendable, CaseIterable {
  case text, json
}
