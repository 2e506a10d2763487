import Provisioning

extension English {
  package func explain(_ obstacle: MigrationObstacle) -> Explanation {
    switch obstacle {
    case .nothingThere(let location):
      Explanation("There is no account store to copy.", "\(location).", "Check “store” in the settings.")
    case .sameStore(let location):
      Explanation("The account store would be copied onto itself.", "\(location).", "Name another one with --to.")
    case .inUse(let location, let process):
      Explanation(
        "Nothing was copied: process \(process) has the account store open, and what it does there would be lost.",
        "\(location).",
        "Stop the portal, navette deliver and navette sync --watch, also on other machines, then run this again.")
    case .notEmpty(let location, let table, let rows):
      Explanation(
        "Nothing was copied: \(count(rows, "row stands", "rows stand")) in the table \(table) already.",
        "\(location).", "Name an empty database, or a file that is not there yet, with --to.")
    case .differs(let location, let table):
      Explanation(
        "Nothing was kept of the copy: read again, the table \(table) is not what was written.", "\(location).",
        "Check the disk and the log of that store, then run this again.")
    }
  }

  package func summarise(_ report: MigrationReport) -> Explanation {
    Explanation(
      "Copied, and compared row by row: \(count(report.rows, "row", "rows")).", "\(report.from) → \(report.to)")
  }

  package func steps(after report: MigrationReport) -> [String] {
    [
      "In the settings: store: \(report.store)"
        + (report.passwordFile.map { " and storePasswordFile: \($0)" } ?? ""),
      "The keys of the links are no part of it: on another machine, carry \(report.keyFile) over by itself.",
      "Let the portal use the new store, then \(program) plan --check.",
      "The former one is sealed: whatever still runs on it is refused, and sends nothing. Keep it as a backup.",
    ]
  }

  package func unsealed(_ location: String, wasSealed: Bool) -> Explanation {
    wasSealed
      ? Explanation("The account store is in use again.", "\(location).", "Make sure that nothing runs on its copy.")
      : Explanation("The account store was not sealed.", "\(location).")
  }

  package func schemaIsCurrent(_ location: String) -> Explanation {
    Explanation("The account store has the schema of this Navette.", "\(location).")
  }
}
