import ArgumentParser
import Foundation
import Provisioning

/// `--config FILE`, which may stand before or behind the command.
struct ConfigOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The settings file.", valueName: "file"))
  var config: String?

  /// What a command that is shown to this user begins with: settings that were named are named again.
  static let program = program(Array(CommandLine.arguments.dropFirst()))

  static func program(_ arguments: [String]) -> String {
    let options = arguments.prefix { $0 != "--" }
    let joined = options.last { $0.hasPrefix("--config=") }.map { String($0.dropFirst("--config=".count)) }
    let apart = options.firstIndex(of: "--config").flatMap { options[$0...].dropFirst().first }
    return (apart ?? joined).map { "navette --config \(ShellWord($0).text)" } ?? "navette"
  }

  /// The same arguments with a `--config FILE` at their beginning moved behind the command it belongs to.
  static func behindTheCommand(_ arguments: [String]) -> [String] {
    var rest = arguments[...]
    var moved: [String] = []
    while let first = rest.first {
      if first == "--config", rest.count >= 2 {
        moved += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if first.hasPrefix("--config=") {
        moved.append(first)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    guard !rest.isEmpty else { return arguments }
    // Behind the last word, unless `--` ends the options.
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end] + moved + rest[end...])
  }
}
