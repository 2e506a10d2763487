import ArgumentParser
import Presentation
import Provisioning

/// Limits set on the command line, each for this run alone: a count, a percentage, or `none`.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Let up to this many accounts be deactivated.", valueName: "limit"))
  var deactivations: Limit?
  @Option(help: ArgumentHelp("Let up to this many accounts be created.", valueName: "limit"))
  var creations: Limit?
  @Option(help: ArgumentHelp("Let up to this many accounts be updated.", valueName: "limit"))
  var updates: Limit?
  @Option(help: ArgumentHelp("Let up to this many addresses be changed.", valueName: "limit"))
  var emailChanges: Limit?
  @Option(help: ArgumentHelp("Let up to this many addresses be removed.", valueName: "limit"))
  var emailRemovals: Limit?
  @Option(help: ArgumentHelp("Let up to this many link mails leave.", valueName: "limit"))
  var linkMails: Limit?
  @Option(help: ArgumentHelp("Let up to this many entries be problems.", valueName: "limit"))
  var problems: Limit?
  @Option(help: ArgumentHelp("Let a base have lost up to this many entries.", valueName: "limit"))
  var shrink: Limit?
  @Flag(help: "Let a base, or an attribute, that had values have none.")
  var allowEmpty = false

  /// Whether any is set.
  var areGiven: Bool {
    allowEmpty
      || [deactivations, creations, updates, emailChanges, emailRemovals, linkMails, problems, shrink]
        .contains { $0 != nil }
  }

  func validate() throws {
    if case .percent = linkMails { throw ValidationError(Language.ofSurroundings.explain(.linkMails)) }
  }

  func applied(to limits: Limits) -> Limits {
    let given: [(Limit.Name, Limit?)] = [
      (.deactivations, deactivations), (.creations, creations), (.updates, updates), (.emailChanges, emailChanges),
      (.emailRemovals, emailRemovals), (.linkMails, linkMails), (.problems, problems), (.shrink, shrink),
    ]
    var limits = given.reduce(limits) { limits, item in item.1.map { limits.lifting(item.0, to: $0) } ?? limits }
    if allowEmpty { limits.allowsEmpty = true }
    return limits
  }
}

extension Limit: ExpressibleByArgument {
  package init?(argument: String) {
    guard let limit = LimitSettings.parse(argument) else { return nil }
    self = limit
  }
}
