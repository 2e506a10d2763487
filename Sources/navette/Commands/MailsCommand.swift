import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// The journal of mails.
struct MailsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mails", abstract: "Show the journal of mails; let one wait again, or cancel it.",
    subcommands: [List.self, Retry.self, Cancel.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show mails, the latest first.")

    @OptionGroup var configOption: ConfigOption
    @Option(help: ArgumentHelp("Only mails whose subject contains this.", valueName: "text"))
    var subject: String?
    @Option(help: ArgumentHelp("Only mails to addresses that contain this.", valueName: "text"))
    var to: String?
    @Option(help: ArgumentHelp("Only mails caused by this person, run or command.", valueName: "who"))
    var by: String?
    @Option(
      help: ArgumentHelp(
        "Only mails in this state: \(MailState.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "state"))
    var state: MailState?
    @Option(
      help: ArgumentHelp(
        "Only mails queued on this day or later: 2026-11-23, or a moment 2026-11-23T08:00:00Z.", valueName: "date"))
    var since: String?
    @Option(help: ArgumentHelp("At most so many mails.", valueName: "count"))
    var limit = 1_000
    @Flag(help: "Hide names, numbers and addresses.")
    var redact = false

    func run() throws {
      let wiring = try Wiring(configOption.config)
      let portal = wiring.settings.portal
      let subject = { MailComposer.subject(for: $0, portal: portal.name, in: portal.language) }
      var query = MailQuery(to: to, by: by, state: state, since: try moment(in: portal), limit: limit, at: Date())
      if let text = self.subject {
        query.subject = text
        query.kinds = Set(Mail.Kind.ofAccounts.filter { subject($0).localizedCaseInsensitiveContains(text) })
      }
      let store = try wiring.openStore(.readOnly)
      let rows = try wiring.saying { () throws(StoreError) in try store.mails(query) }
      let style = TextStyle(
        language: portal.language, timeZone: portal.zone, redact: redact, program: ConfigOption.program)
      let lines = MailListing(rows, style: style, subject: subject).lines
      StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func moment(in portal: PortalSettings) throws -> Date? {
      guard let since else { return nil }
      let day = Date.ISO8601FormatStyle(timeZone: portal.zone).year().month().day()
      for style in [day, .iso8601] {
        // Not this form; the other may be, and neither is wrong usage.
        if let date = try? style.parse(since) { return date }
      }
      throw ValidationError(portal.language.explain(.since))
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Let a mail that failed or was cancelled wait again.")

    @OptionGroup var configOption: ConfigOption
    @Argument(help: "The mail's id, as `navette mails` shows it.")
    var id: Mail.ID

    func run() throws {
      try MailsCommand.act(on: id, configOption, allowed: [.failed, .cancelled]) { try $0.retry(id, at: Date()) }
    }
  }

  struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "Cancel a mail that has not left.")

    @OptionGroup var configOption: ConfigOption
    @Argument(help: "The mail's id, as `navette mails` shows it.")
    var id: Mail.ID

    func run() throws {
      try MailsCommand.act(on: id, configOption, allowed: [.waiting]) { try $0.cancel(id, at: Date()) }
    }
  }

  /// Does something to one mail, or says why it cannot be done to a mail in that state.
  private static func act(
    on id: Mail.ID, _ option: ConfigOption, allowed: Set<MailState>, _ body: (any Store) throws -> MailState?
  ) throws {
    let wiring = try Wiring(option.config)
    let language = wiring.settings.portal.language
    let store = try wiring.openStore(.readWrite)
    guard let state = try wiring.saying({ try body(store) }) else {
      throw CommandFailure(language.noSuchMail(id, ConfigOption.program))
    }
    guard allowed.contains(state) else {
      throw CommandFailure(language.cannotAct(on: id, in: state, allowed: allowed))
    }
  }
}

extension MailState: ExpressibleByArgument {}
