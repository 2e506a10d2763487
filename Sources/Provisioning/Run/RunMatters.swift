import Foundation

/// What was open, corrected in the portal, and absent at the end of a run.
///
/// Kept once for all runs that found the same: a settled run every quarter of an hour repeats its open problems.
package struct RunMatters: Equatable, Sendable, Codable {
  package let open: OpenMatters
  package let drifts: [Drift]
  package let absences: [Absence]

  package init(open: OpenMatters = OpenMatters(), drifts: [Drift] = [], absences: [Absence] = []) {
    self.open = open
    self.drifts = drifts
    self.absences = absences
  }

  /// Nil when there is nothing to keep.
  package init?(of plan: Plan) {
    self.init(open: plan.open, drifts: plan.drifts, absences: plan.absences)
    if open == OpenMatters() && drifts.isEmpty && absences.isEmpty { return nil }
  }
}
