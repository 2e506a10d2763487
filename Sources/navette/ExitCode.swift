import Foundation

/// What the program ends with, as `interface` to schedulers.
enum ExitCode: Int32 {
  case settledOrApplied = 0
  case failed = 1
  case changesFound = 2
  case refused = 3
  case mailRefused = 4

  func exit() -> Never { Foundation.exit(rawValue) }
}
