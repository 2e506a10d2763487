import Foundation
import Provisioning

extension English {
  package func explain(_ read: ReadOutcome) -> Explanation? {
    guard let cause = read.cause.flatMap({ why($0, next: read.next) }) else { return missed(read) }
    guard let missed = missed(read) else { return cause }
    return Explanation(cause.what + " " + missed.what, missed.place, missed.remedy)
  }

  private func why(_ cause: ReadCause, next: ChangeWay?) -> Explanation? {
    switch cause {
    case .asked, .notOffered, .resumed: return nil
    case .first:
      return next.map { Explanation("From now on only what changed is read, by \($0.rawValue).") }
    case .scopeChanged:
      return Explanation("Everything was read, because server, base, filter or mapping are not those of the last read.")
    case .due:
      return Explanation("Everything was read, to verify what the server had told of.")
    case .cursorRefused:
      return Explanation("Everything was read, because the server did not go on from where the last read ended.")
    case .manyChanges:
      return Explanation("Everything was read, because a great deal had changed.")
    case .notAllowed(let way, let result):
      return Explanation(
        "Everything was read, page by page: the server refused \(way.rawValue) (\(result.name)).", nil,
        "To read only what changed, give the bind account the right to it and no size limit, or set read: full to be quiet about it."
      )
    }
  }

  /// Only a read that was held against what the server had told says a figure.
  private func missed(_ read: ReadOutcome) -> Explanation? {
    guard let count = read.missed, count > 0 else { return nil }
    return Explanation(
      self.count(count, "difference was found", "differences were found") + " that the server had not told of.",
      "A server does that after its data was loaded anew, or after it was killed.",
      "They are in this report. If it happens again, shorten fullEvery, or set read: full.")
  }
}
