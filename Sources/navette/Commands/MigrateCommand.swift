import ArgumentParser
import Foundation
import Presentation
import Provisioning
import Stores

/// Brings the store's schema up to date, or copies the store to another place.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring the store's schema up to date; with --to, copy the store to another place.",
    discussion: """
      With --to, all of the `store` of the settings is copied into an empty one, from SQLite to PostgreSQL or back, read \
      again and compared, row by row, and kept only if both are the same. Nobody may be connected meanwhile. A copy that \
      was interrupted leaves nothing: run it again. The settings are yours to change afterwards. The first store is sealed \
      then: nothing reads it or sends from it any more, unless --unseal puts it back into use.
      """)

  @OptionGroup var configOption: ConfigOption
  @Option(help: ArgumentHelp("Where to: sqlite:FILE, or a postgresql: address.", valueName: "url"))
  var to: String?
  @Option(help: ArgumentHelp("The file of the password for --to, where one is needed.", valueName: "file"))
  var toPasswordFile: String?
  @Flag(help: "Put a store that was copied elsewhere back into use.")
  var unseal = false
  @Option(
    help: ArgumentHelp(
      "How it is written: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format: AnswerFormat = .text

  func validate() throws {
    if toPasswordFile != nil && to == nil {
      throw ValidationError(Language.ofSurroundings.explain(.passwordOfNothing))
    }
    if unseal && to != nil {
      throw ValidationError(Language.ofSurroundings.explain(.unsealAndTo))
    }
  }

  func run() throws {
    let wiring = try Wiring(configOption.config)
    if unseal {
      let kind = wiring.settings.storeKind
      let wasSealed = try wiring.saying { () throws(StoreError) in try kind.unseal() }
      let said = wiring.wording.unsealed(kind.location, wasSealed: wasSealed)
      return StandardOutput.print(said.lines.joined(separator: "\n"))
    }
    guard let to else {
      _ = try wiring.openStore(.readWrite)
      return StandardOutput.print(wiring.wording.schemaIsCurrent(wiring.settings.storeKind.location).text)
    }
    let report = try wiring.migrate(to: try wiring.target(to, passwordFile: toPasswordFile), as: to, toPasswordFile)
    let style = TextStyle.forAnswer(wiring.settings.portal, environment: wiring.environment, redact: false)
    switch format {
    case .text: MigrationText(report, style: style).write { StandardOutput.write($0) }
    case .json: MigrationJSON(report, style: style).write { StandardOutput.write($0) }
    }
  }
}

extension Wiring {
  /// Where `--to` leads; what is wrong with it is said as of a `store` in the settings.
  fileprivate func target(_ url: String, passwordFile: String?) throws -> StoreSettings {
    do throws(SettingsErrors) {
      return try StoreReader.read(
        url, passwordFile: passwordFile, option: "--to", folder: FileManager.default.currentDirectoryPath,
        environment: environment)
    } catch {
      throw CommandFailure(SettingsErrors(all: error.all, language: settings.portal.language).sentences(environment))
    }
  }

  fileprivate func migrate(to target: StoreSettings, as url: String, _ passwordFile: String?) throws -> MigrationReport
  {
    let line = ProgressLine(isFrench: settings.portal.language == .fr)
    let (source, target) = (settings.storeKind, target.kind)
    let migration = try saying {
      try StoreMigration(
        from: source, to: target, isInterrupted: { Interruption.isAsked }, progress: line.show
      ).run(as: Invocation.actor(.command, "migrate"), at: Date())
    }
    line.clear()
    switch migration {
    case .refused(let obstacle): throw CommandFailure(wording.explain(obstacle).lines.joined(separator: "\n"))
    case .done(let tables):
      // Relative paths start elsewhere in the settings.
      var store = url
      let folder = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
      let passwordFile = passwordFile.map { URL(filePath: $0, relativeTo: folder).standardizedFileURL.path }
      if case .sqlite(let path, let mode) = target {
        store = "sqlite:\(path)" + (mode.map { "?mode=0" + String($0, radix: 8) } ?? "")
      }
      return MigrationReport(
        from: source.location, to: target.location, tables: tables, store: store, passwordFile: passwordFile,
        keyFile: settings.secretKeyFile)
    }
  }
}
