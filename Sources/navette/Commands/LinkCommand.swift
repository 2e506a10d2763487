import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// Links on demand, as an agent sends them.
struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Issue password links to chosen responsables and queue their mails.",
    discussion: """
      With numbers: everybody named gets a link, or nobody does and those who cannot are named. With \
      --without-password: everybody active without a password; those without an address are named and left out.
      """)

  @OptionGroup var configOption: ConfigOption

  @Argument(help: "The numbers of the responsables.")
  var numbers: [String] = []
  @Flag(help: "Links to choose a new password, for those who have one.")
  var reset = false
  @Flag(help: "Everybody active who has no password yet.")
  var withoutPassword = false
  @Option(help: ArgumentHelp("Let up to this many link mails leave.", valueName: "limit"))
  var linkMails: Limit?

  func validate() throws {
    let fault: UsageFault? =
      if case .percent = linkMails {
        .linkMails
      } else if numbers.isEmpty != withoutPassword {
        .numbersOrEverybody
      } else {
        reset && withoutPassword ? .resetOfEverybody : nil
      }
    if let fault { throw ValidationError(Language.ofSurroundings.explain(fault)) }
  }

  func run() throws {
    let wiring = try Wiring(configOption.config)
    let wording = wiring.wording
    let store = try wiring.openStore(.readWrite)
    let issue = try wiring.saying { try findPeople(in: store) }
    for refused in issue.refused { StandardError.print(wording.explain(refused).text) }
    if !withoutPassword && !issue.refused.isEmpty {
      throw CommandFailure(wording.explain(LinkOutcome.somebodyRefused).text)
    }
    let limit = linkMails ?? wiring.limits[.linkMails]
    if let allowed = limit.allowed(of: issue.accounts.count), issue.accounts.count > allowed {
      let outcome = LinkOutcome.tooMany(found: issue.accounts.count, allowed: allowed)
      throw CommandFailure(wording.explain(outcome).lines.joined(separator: "\n"), code: .refused)
    }
    let queued = try wiring.saying { try queue(issue, in: store, by: wiring.settings.issuer) }
    StandardOutput.write(Array((wording.explain(.queued(queued)).text + "\n").utf8))
  }

  private func findPeople(in store: any Store) throws -> LinkIssue {
    let now = Date()
    if withoutPassword {
      return LinkIssue(.create, numbers: nil, found: try store.accountsWithoutPassword(at: now))
    }
    return LinkIssue(
      reset ? .reset : .create, numbers: numbers, found: try store.accounts(numbered: numbers, at: now))
  }

  /// Looks again when somebody changed an account meanwhile, until nobody did.
  private func queue(_ issue: LinkIssue, in store: any Store, by issuer: TokenIssuer) throws -> Int {
    var issue = issue
    while true {
      let now = Date()
      let rows = issue.rows(issuer: issuer, at: now)
      switch try store.write(rows, by: Invocation.actor(.command, "link"), at: now) {
      case .committed(let receipt): return receipt.mailsQueued
      case .stale: issue = try findPeople(in: store)
      }
    }
  }
}
