import Foundation
import Provisioning

/// Looks, at intervals, who is still there, for ways that do not name what is gone: of each entry only the anchor is asked
/// for.
struct KeySweep {
  let settings: LDAPSettings
  let request: ReadRequest
  let resumption: ReadRequest.Resumption
  /// What ties know entries by besides.
  var column = SyncIDColumn(attribute: nil)
  /// What has to be readable in each entry besides.
  var beside: [String] = []

  private static let mark = "sweptAt"

  /// Writes down that all were looked at just now.
  func note(in marks: inout [String: String]) {
    marks[Self.mark] = String(Int(resumption.now.timeIntervalSince1970))
  }

  /// Reads every entry whole, which is a look at all of them as well.
  func everything(
    from marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead {
    var all = request
    all.attributes = AttributeSet(request.attributes.names + beside)
    do throws(DirectoryError) {
      let outcome = try FullRead(settings: settings, request: column.added(to: all)).run(on: connection) {
        (entry) throws(DirectoryError) in try take(.entry(column.taken(from: entry, for: all)))
      }
      var marks = marks
      note(in: &marks)
      return ChangeRead(coverage: .everything, bases: outcome.bases, marks: marks)
    } catch {
      throw .failed(error)
    }
  }

  /// Has all be looked at the next time, however short ago that was.
  static func demand(in marks: inout [String: String]) { marks[mark] = nil }

  static func isDemanded(_ marks: [String: String]) -> Bool { marks[mark] == nil }

  /// Returns nil when it is not yet time to.
  func run(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? {
    guard isDue(marks) else { return nil }
    var keys = request
    keys.attributes = AttributeSet([resumption.anchor.attribute] + beside)
    do throws(DirectoryError) {
      let outcome = try FullRead(settings: settings, request: column.added(to: keys)).run(on: connection) {
        (entry) throws(DirectoryError) in try take(.seen(column.taken(from: entry, for: keys)))
      }
      var marks = marks
      note(in: &marks)
      return ChangeRead(coverage: .presence, bases: outcome.bases, marks: marks)
    } catch {
      throw .failed(error)
    }
  }

  private func isDue(_ marks: [String: String]) -> Bool {
    guard let last = marks[Self.mark].flatMap({ Double($0) }) else { return true }
    let age = resumption.now.timeIntervalSince1970 - last
    return age >= Double(settings.sweepEvery) || age < 0
  }
}
