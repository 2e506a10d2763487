import Foundation
import Provisioning

/// A short name for something in a table or on a page.
package enum Label: Hashable, Sendable {
  /// What else than a change a report speaks of.
  package enum Matter: Hashable, Sendable, CaseIterable {
    case problem, held, drift, absence, refusal, failure
  }

  case kind(Change.Kind)
  case problem(Problem.Code)
  case matter(Matter)
  case column(CSVColumn)
  /// A field before and after a change.
  case before(Field)
  case after(Field)
  // The list of runs.
  case run, when, mode, outcome, figures
  case noRuns, noChange
  /// The journal keeps no changes of a plan that was refused; how many there were.
  case lacksChanges(Int)
  // A page.
  case page(Page)
  case figure(Figure, Int)
  /// What is counted of a kind of change: `3 créations`, without the number.
  case kinds(Change.Kind, Int)
  /// The heading above everybody that changes.
  case people(Int)
  /// `3 problems`, without the number.
  case shortProblems(Int)
  /// After how many runs a drawing shows the accounts.
  case runs(Int)

  /// Fixed words of a page.
  package enum Page: Hashable, Sendable, CaseIterable {
    case skip, begun, figures, directories, reading, notRead, mails, refusals, failures
    case changes, accountsChart, accounts, withAddress, withPassword, table
    case search, searchHint, show, everything
    /// Holds `{n}` and `{all}`.
    case shown
    case personal, redacted
  }

  /// What a figure counts.
  package enum Figure: Hashable, Sendable, CaseIterable {
    case entries, unchanged, linkMails, notices, emailChanges, emailRemovals, problems, held, absent, drift
  }
}
