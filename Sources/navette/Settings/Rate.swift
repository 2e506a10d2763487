/// So many mails in so many seconds.
struct Rate: Equatable, Sendable {
  let count: Int
  let seconds: Int
}
