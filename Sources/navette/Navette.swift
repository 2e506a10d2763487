import ArgumentParser

/// Keeps a family portal's accounts in step with a directory.
@main struct Navette: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "navette")
}
