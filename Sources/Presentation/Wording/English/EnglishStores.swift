import Foundation
import Provisioning

extension English {
  package func explain(_ error: StoreError) -> Explanation {
    switch error {
    case .unreachable(let location, let detail):
      Explanation(
        "The account store cannot be opened: \(detail).", "\(location).",
        "Check “store” in the settings, that its server runs or its folder exists, and the rights on it.")
    case .held(let location, let holder, let since):
      Explanation(
        "Another run holds the account store: \(holder)\(since.map { ", since \(say($0))" } ?? "").", "\(location).",
        "Wait until it has ended, then run this again; a run that was killed holds nothing.")
    case .newerSchema(let location, let found, let known):
      Explanation(
        "The account store was written by a newer Navette: schema \(found), this one knows \(known).", "\(location).",
        "Install the newer Navette on this machine too.")
    case .olderSchema(let location, let found, let known):
      Explanation(
        "The account store has an older schema: \(found), this Navette needs \(known).", "\(location).",
        "Back it up and let \(program) sync bring it up to date; a plan writes nothing.")
    case .busy(let location, let seconds):
      Explanation(
        "Somebody else wrote to the account store for more than \(count(seconds, "second", "seconds")).",
        "\(location).", "Run it again; if it stays so, look for a program that leaves a transaction open.")
    case .notWritable(let location, let detail):
      Explanation(
        "The account store cannot be written: \(detail).", "\(location).",
        "Check the free space, and the rights of the account Navette runs under.")
    case .noSchema(let location):
      Explanation(
        "There is no schema of Navette in this database yet, and this user may not make it.", "\(location).",
        "Let the owner of the database run navette migrate, then deploy/grants.sql: see docs/postgresql.md.")
    case .damaged(let location, let detail):
      Explanation(
        "This is not an account store, or it is damaged: \(redaction.foreign(detail)).", "\(location).",
        "Check “store” in the settings; if it is the right one, restore the last backup.")
    case .server(let location, let trouble, let detail):
      Explanation("\(what(trouble)): \(redaction.foreign(detail)).", "\(location).", remedy(trouble))
    case .sealed(let location, let place, let moment):
      Explanation(
        "This account store is no longer in use: all of it was copied to \(place).", "\(location), on \(say(moment)).",
        "Put the new one into “store” in the settings. What went on there since would be missing here, and mails would leave "
          + "twice; to go back to this one all the same: \(program) migrate --unseal")
    case .failed(let location, let detail):
      Explanation(
        "The account store failed: \(redaction.foreign(detail)).", "\(location).",
        "Nothing was half written. Run it again; the store's own log says more.")
    case .interrupted: Explanation("The run was stopped; nothing was written.")
    }
  }

  private func what(_ trouble: StoreServerTrouble) -> String {
    switch trouble {
    case .restarting: "The server of the account store is being stopped or started"
    case .readOnly: "The server of the account store takes no writes"
    case .full: "The server of the account store has no space left"
    case .crowded: "The server of the account store takes no more connections"
    case .lost: "The connection to the account store was lost, and nothing was committed"
    case .undecided:
      "The connection to the account store was lost in the middle of a commit, and no server answers since"
    }
  }

  private func remedy(_ trouble: StoreServerTrouble) -> String {
    switch trouble {
    case .restarting, .lost: "Nothing was half written. Run it again; the next run goes on."
    case .readOnly:
      "Name every server in “store”, with target_session_attrs=read-write: the one that takes writes is found."
    case .full: "Nothing was half written. Make room on its disk; the next run goes on."
    case .crowded: "Raise max_connections, or end connections that idle; the next run goes on."
    case .undecided:
      "Run it again when the server is up: a run goes on from what is there, whether that commit was done or not."
    }
  }
}
