/// Text that must never be shown: printing it, or anything that holds it, shows dots.
struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself, for the one call that needs it.
  let revealed: String
  /// The file it was read from, for commands that are shown to people; nil when it came otherwise.
  let file: String?

  init(_ text: String, file: String? = nil) {
    revealed = text
    self.file = file
  }

  var description: String { "•••" }
  var debugDescription: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
