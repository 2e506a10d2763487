import Foundation
import Provisioning

/// Reads a server as a run would, by the way that a run would take: so many entries at most, of each its anchor alone.
///
/// What a server says it has is not what it lets an account have, so it is asked in earnest.
struct ReadTrial {
  /// Of one server.
  let settings: LDAPSettings
  let mapping: Mapping
  let root: RootDSE?
  /// The anchor of an entry there is.
  let witness: Anchor?

  /// Limits of servers are mostly 500, 1,000, 2,000 or 5,000.
  static let mostEntries = 10_000
  /// In seconds.
  static let patience = 10

  func facts() -> [Finding.Fact] {
    let isMissing = root.map { settings.wayMissing($0) != nil } ?? false
    guard let way = settings.changeWay(root), !isMissing else { return [everything()] }
    do throws(ChangeFailure) {
      let marks = try goOn(by: way)
      let (entries, isMore) = try count { (connection, request, take) throws(ChangeFailure) in
        _ = try reader(of: request).everything(on: connection, take)
      }
      return [.reading(.done(way, entries: entries, isMore: isMore))] + asides(marks)
    } catch {
      return facts(of: error, way)
    }
  }

  /// Reads one entry by the way, and what changed since, which is nothing; returns where that ended.
  private func goOn(by way: ChangeWay) throws(ChangeFailure) -> [String: String] {
    var request = self.request
    let identifier = mapping.anchor.attribute
    request.selection =
      witness.flatMap { $0.bytes(mapping.anchor.form) }.map { .equal(attribute: identifier, value: $0) }
      ?? .not(.present(attribute: "objectClass"))
    let reader = try reader(of: request)
    let connection = try connect()
    let read = try reader.everything(on: connection) { _ in }
    if let obstacle = read.obstacle { throw .refused(obstacle) }
    // Stamps rest on those of all entries, of which one or none says nothing.
    if way == .timestamp { return read.marks }
    return try reader.changes(since: read.marks, on: connection) { _ in }.marks
  }

  private func facts(of failure: ChangeFailure, _ way: ChangeWay) -> [Finding.Fact] {
    switch failure {
    case .failed(let error): [.failed(.reading, error)]
    case .refused(.notAllowed(let way, let result)) where settings.read == .auto:
      [.reading(.refused(way, result, isNamed: false)), everything()]
    case .refused(.notAllowed(let way, let result)): [.reading(.refused(way, result, isNamed: true))]
    case .refused(.changesUnnamed): [.reading(.changelog(isNaming: false)), everything()]
    // What hides is told with the stamps.
    case .refused(.stampsHidden), .refused(.counterHidden): [everything()]
    case .refused: [.reading(.astray(way)), everything()]
    }
  }

  /// What a way that works does not do.
  private func asides(_ marks: [String: String]) -> [Finding.Fact] {
    let contexts = marks.keys.filter { marks[$0] == DirSyncControl.Right.entries.rawValue }.compactMap { key in
      key.hasPrefix("right ") ? String(key.dropFirst(6)) : nil
    }
    var facts: [Finding.Fact] = contexts.sorted().map { .reading(.withoutReplication(context: $0)) }
    if let list = root?.retroChangelog, let last = root?.lastChangeNumber, let connection = try? connect() {
      facts.append(.reading(.changelog(isNaming: list.isNaming(since: last, on: connection))))
    }
    return facts
  }

  private func everything() -> Finding.Fact {
    do throws(ChangeFailure) {
      let (entries, isMore) = try count { (connection, request, take) throws(ChangeFailure) in
        do throws(DirectoryError) {
          _ = try FullRead(settings: settings, request: request).run(on: connection) {
            (entry) throws(DirectoryError) in try take(.entry(entry))
          }
        } catch {
          throw .failed(error)
        }
      }
      return .reading(.done(nil, entries: entries, isMore: isMore))
    } catch {
      guard case .failed(let error) = error else { return .untried([.reading]) }
      return .failed(.reading, error)
    }
  }

  /// How many entries come, until they have come, or there are enough, or it has taken long enough.
  private func count(
    _ read: (
      borrowing LDAPConnection, ReadRequest, (DirectoryEvent) throws(DirectoryError) -> Void
    ) throws(ChangeFailure) -> Void
  ) throws(ChangeFailure) -> (entries: Int, isMore: Bool) {
    var entries = 0
    var isEnough = false
    let end = ContinuousClock.now + .seconds(Self.patience)
    let connection = try connect()
    do throws(ChangeFailure) {
      try read(connection, request) { (event) throws(DirectoryError) in
        guard case .entry = event else { return }
        entries += 1
        isEnough = entries >= Self.mostEntries || ContinuousClock.now > end
        if isEnough { throw .interrupted }
      }
    } catch {
      guard isEnough else { throw error }
    }
    return (entries, isEnough)
  }

  /// No moment is told here: nothing that is read is kept.
  private var request: ReadRequest {
    var request = ReadRequest(mapping, resuming: nil, at: Date(timeIntervalSince1970: 0))
    request.attributes = AttributeSet([mapping.anchor.attribute])
    return request
  }

  private func reader(of request: ReadRequest) throws(ChangeFailure) -> any ChangeReader {
    guard let reader = settings.changeReader(root, request) else { throw .refused(.notOffered) }
    return reader
  }

  /// One of its own each time: what a trial did not wait for is still on its way.
  private func connect() throws(ChangeFailure) -> LDAPConnection {
    do throws(DirectoryError) { return try LDAPDirectory(settings).connect() } catch { throw .failed(error) }
  }
}
