import Foundation
import Provisioning

/// One figure of a run that a summary names.
package struct Tally: Equatable, Sendable {
  package enum Figure: Hashable, Sendable, CaseIterable {
    case create, update, move, reactivate, deactivate, adopt, secondary, relink, linkMails, notices
  }

  package let figure: Figure
  package let count: Int

  /// Counts mails, not people.
  package var isOfMails: Bool {
    switch figure {
    case .linkMails, .notices: true
    case .create, .update, .move, .reactivate, .deactivate, .adopt, .secondary, .relink: false
    }
  }

  package init(_ figure: Figure, _ count: Int) {
    self.figure = figure
    self.count = count
  }
}

extension Counts {
  /// The figures that are not zero, in the order people read them.
  package var tallies: [Tally] {
    Tally.Figure.allCases.map { Tally($0, self[$0]) }.filter { $0.count > 0 }
  }

  private subscript(figure: Tally.Figure) -> Int {
    switch figure {
    case .create: create
    case .update: update
    case .move: move
    case .reactivate: reactivate
    case .deactivate: deactivate
    case .adopt: adopt
    case .secondary: secondary
    case .relink: relink
    case .linkMails: linkMails
    case .notices: notices
    }
  }
}
