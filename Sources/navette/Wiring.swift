import Delivery
import Directories
import Foundation
import Presentation
import Provisioning
import Stores

/// Joins settings, adapters and rules into runs; the only place that knows them all.
struct Wiring: Sendable {
  var settings: Settings
  let environment: [String: String]

  /// What one command asks beyond the settings.
  struct Wishes: Sendable {
    var only: Filter?
    var adopts = false
    /// Reads everything, though what changed could be told.
    var full = false
    var limits: Limits
    /// The report draws how the accounts came to be.
    var drawsFigures = false
    /// Where what is read of a directory is noted, by its name; for a watch.
    var notes: [String: ReadNote] = [:]
    /// What the run before came to: the same trouble is not mailed once more.
    var last: RunVerdict?
  }

  init(_ settings: Settings, environment: [String: String]) {
    self.settings = settings
    self.environment = environment
  }

  init(_ config: String?) throws {
    environment = ProcessInfo.processInfo.environment
    do throws(SettingsErrors) {
      let path = try SettingsLocation.find(
        option: config, environment: environment, folder: FileManager.default.currentDirectoryPath)
      settings = try SettingsFile.load(path: path, environment: environment)
    } catch {
      throw CommandFailure(error.sentences(environment))
    }
  }

  // MARK: Runs

  func plan(_ wishes: Wishes) throws -> Report {
    let store = try openStore(.readOnly)
    let report = try run(.plan, wishes, store)
    return wishes.drawsFigures ? try drawing(report, from: store) : report
  }

  func sync(_ wishes: Wishes, delivers: Bool) throws -> Report {
    // What the mails are written with is read first: a template that is wrong must stop the run before its commit.
    let composer = try composer()
    let store = try openStore(.readWrite)
    let report = try saying { () throws -> Report in
      try store.exclusively(as: Invocation.actor(.command, "sync"), at: Date()) {
        try run(.sync, wishes, store)
      }
    }
    let tally = try delivers ? deliver(from: store, with: composer, for: settings.mail?.deliverFor) : waiting(in: store)
    let isApplied = report.outcome == .applied || report.outcome == .settled
    let whole = report.with(
      mails: tally, withoutPassword: wishes.adopts && isApplied ? try withoutPassword(in: store) : nil)
    if let sequel = whole.sequel {
      try saying { () throws -> Void in try store.record(sequel, of: whole.run) }
    }
    return wishes.drawsFigures ? try drawing(whole, from: store) : whole
  }

  /// The report with the accounts after the last runs, up to the one it is of.
  func drawing(_ report: Report, from store: any Store) throws -> Report {
    var report = report
    report.figures = try saying { () throws(StoreError) in
      try store.figures(until: report.mode == .plan || report.outcome == .changes ? nil : report.run, 24)
    }
    return report
  }

  private func run(_ mode: Report.Mode, _ wishes: Wishes, _ store: any Store) throws -> Report {
    let startedAt = Invocation.now()
    let runID = Invocation.runID(at: startedAt)
    let line = ProgressLine(isFrench: settings.portal.language == .fr)
    let actor = Actor(.run, name: runID, origin: Invocation.origin(mode.rawValue))
    let announcer = mode == .sync ? settings.announcer : nil
    var reports: [DirectoryReport] = []
    // Also after the operator asked to stop: each then says that it was not read, instead of nothing at all.
    for directory in settings.directories {
      let isLast = reports.count == settings.directories.count - 1
      let circumstances = SyncRun.Circumstances(
        runID: runID, actor: actor, clock: Invocation.now, isInterrupted: { Interruption.isAsked },
        onProgress: line.show,
        announce: { [reports] line in
          guard isLast, !wishes.knows(reports, line) else { return [] }
          return announcer?.mails(for: line, after: reports) ?? []
        })
      let run = SyncRun(
        mapping: directory.mapping, policy: settings.policy(adopts: wishes.adopts), limits: wishes.limits,
        issuer: settings.issuer, selection: wishes.only, readsWhole: wishes.full, circumstances: circumstances)
      let source = wishes.notes[directory.name].map { note in
        NotedDirectory(open(directory), mapping: directory.mapping, note: note)
      }
      reports.append(
        mode == .plan
          ? run.run(.plan, on: source ?? open(directory), into: store, after: reports.compactMap(\.applicable))
          : run.run(.apply, on: source ?? open(directory), into: store))
    }
    line.clear()
    return Report(
      run: runID, mode: mode, startedAt: reports.first?.span?.lowerBound ?? startedAt,
      endedAt: reports.last?.span?.upperBound ?? Invocation.now(), directories: reports, adopts: wishes.adopts)
  }

  /// How anything but a report is written.
  func style(redact: Bool = false) -> TextStyle {
    TextStyle(
      language: settings.portal.language, portal: settings.portal.name, timeZone: settings.portal.zone, redact: redact,
      program: ConfigOption.program)
  }

  func printSearches(only: Filter?) {
    for directory in settings.directories {
      let request = ReadRequest(
        attributes: directory.mapping.attributes, filter: directory.mapping.filter, selection: only)
      open(directory).searchCommands(request).forEach(StandardError.print)
    }
  }

  private func withoutPassword(in store: any Store) throws -> Report.WithoutPassword {
    let lacking = try saying { () throws(StoreError) in try store.accountsWithoutPassword(at: Date()) }
    let withAddress = lacking.filter { $0.responsable.email != nil }.count
    return Report.WithoutPassword(withAddress: withAddress, withoutAddress: lacking.count - withAddress)
  }

  func openStore(_ access: StoreAccess) throws -> any Store {
    try saying { () throws(StoreError) in try settings.storeKind.open(access, isInterrupted: { Interruption.isAsked }) }
  }

  // MARK: Parts

  /// The portal's language and clock.
  var wording: any Wording {
    settings.portal.language.wording(timeZone: settings.portal.zone, program: ConfigOption.program)
  }

  /// What is said when the operator stopped the program.
  var stopped: String {
    settings.portal.language == .fr
      ? "Arrêté à votre demande : rien n’est fait à moitié. Relancez quand vous voulez."
      : "Stopped as you asked: nothing is half done. Run it again whenever you like."
  }

  /// What a watch does about a store that another run holds.
  var waitsForStore: String {
    settings.portal.language == .fr
      ? "L’exécution attend que la base soit libre, puis reprend."
      : "The run waits until the store is free, and goes on."
  }

  /// What a delivery that watches does about a server that is away.
  var waitsForServer: String {
    settings.portal.language == .fr
      ? "L’envoi attend que la base réponde, puis reprend."
      : "The delivery waits until the store answers, and goes on."
  }

  var limits: Limits {
    Limits(settings.limits.limits, allowsEmpty: settings.limits.allowEmpty, window: Double(settings.limits.window))
  }

  func open(_ directory: DirectorySettings) -> any Directory {
    directory.kind.open(isInterrupted: { Interruption.isAsked })
  }

  /// Turns an error of the store into words and the exit code.
  func saying<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      throw CommandFailure(wording.explain(error).lines.joined(separator: "\n"), store: error)
    }
  }
}
