/// The time of day when no mail leaves by itself, in minutes since midnight; it may go over midnight.
struct QuietHours: Equatable, Sendable {
  let start: Int
  let end: Int
}
