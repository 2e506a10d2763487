/// Text that must never be shown: printing it, or anything that holds it, shows dots.
struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself, for the one call that needs it.
  let revealed: String

  init(_ text: String) { revealed = text }

  var description: String { "•••" }
  var debugDescription: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
