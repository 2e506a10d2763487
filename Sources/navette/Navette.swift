import ArgumentParser
import Foundation

/// Keeps the responsables of a family portal in step with a directory.
@main struct Navette: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "navette",
    abstract: "Keeps the responsables of a family portal in step with a directory.",
    discussion: """
      Begin with `navette init`, which writes settings that explain themselves, and `navette check`. \
      `navette plan` prints, person by person, what `navette sync` would do, and writes nothing.
      Exit codes: 0 settled or applied, 1 failed with nothing half done, 2 `plan --check` found changes, 3 refused by a \
      limit, 4 applied but a mail was refused for good, 64 wrong usage.
      """,
    version: "navette \(version)",
    subcommands: [
      InitCommand.self, CheckCommand.self, PlanCommand.self, SyncCommand.self, RunsCommand.self, ReportCommand.self,
      DeliverCommand.self, MailsCommand.self, LinkCommand.self, ImportCommand.self, ExplainCommand.self,
      RelinkCommand.self, KeyCommand.self, MigrateCommand.self,
    ])

  static func main() {
    // libdispatch asks for priority that nobody but root may have, and told the system's journal at every run that it got none.
    setenv("LIBDISPATCH_LOG", "NO", 0)
    Interruption.listen()
    do {
      var command = try parseAsRoot(ConfigOption.behindTheCommand(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch let failure as CommandFailure {
      StandardError.print(failure.message)
      failure.code.exit()
    } catch {
      exit(withError: error)
    }
  }
}
