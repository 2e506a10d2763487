/// How long links work, in seconds, from the moment their mail was accepted.
struct TokenSettings: Equatable, Sendable {
  var creation = 7 * 86_400
  var reset = 86_400
}
