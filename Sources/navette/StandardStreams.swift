import Foundation

/// Standard error: everything that is not a report.
enum StandardError {
  static func print(_ text: String) { StandardOutput.write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Standard output: reports, in pieces.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal; nil when there is none.
  static var width: Int? {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Colours are for terminals, and for those who did not ask to have none (no-color.org).
  static func wantsColours(_ environment: [String: String]) -> Bool {
    isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  static func print(_ text: String) { write(Array((text + "\n").utf8)) }

  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes everything, unless nobody reads any more: then a reader had enough, and that is no error.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let written = Foundation.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if written < 0 && errno != EINTR { return }
        done += max(written, 0)
      }
    }
  }
}
