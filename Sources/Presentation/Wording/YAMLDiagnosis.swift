/// What a problem of libyaml usually means, so that it can be said in any language, with what to do.
package enum YAMLDiagnosis: Equatable, Sendable {
  case keyExpected, itemExpected, colonMissing, valueMisplaced, itemMisplaced
  case listOpen, groupOpen, quoteOpen
  case badStart, valueExpected, tabulator, badEscape, unseen, undefinedAlias, directive, severalDocuments
  /// Rare; in the words of libyaml, empty where there are none.
  case other(String)

  /// - Parameter problem: as libyaml's scanner, parser and reader word it; they have no codes.
  package init(problem: String) {
    self = Self.known[problem] ?? .other(problem)
  }

  package static let known: [String: YAMLDiagnosis] = [
    "did not find expected key": .keyExpected,
    "did not find expected <block end>": .keyExpected,
    "did not find expected <document start>": .keyExpected,
    "did not find expected '-' indicator": .itemExpected,
    "could not find expected ':'": .colonMissing,
    "mapping values are not allowed in this context": .valueMisplaced,
    "mapping keys are not allowed in this context": .valueMisplaced,
    "found unexpected ':'": .valueMisplaced,
    "block sequence entries are not allowed in this context": .itemMisplaced,
    "did not find expected ',' or ']'": .listOpen,
    "did not find expected ',' or '}'": .groupOpen,
    "did not find expected node content": .valueExpected,
    "found unexpected end of stream": .quoteOpen,
    "found unexpected document indicator": .quoteOpen,
    "found character that cannot start any token": .badStart,
    "found a tab character that violates indentation": .tabulator,
    "found a tab character where an indentation space is expected": .tabulator,
    "found unknown escape character": .badEscape,
    "did not find expected hexdecimal number": .badEscape,
    "found invalid Unicode character escape code": .badEscape,
    "control characters are not allowed": .unseen,
    "found undefined alias": .undefinedAlias,
    "did not find expected alphabetic or numeric character": .undefinedAlias,
    "found unknown directive name": .directive,
    "could not find expected directive name": .directive,
    "but found another document": .severalDocuments,
  ]
}
