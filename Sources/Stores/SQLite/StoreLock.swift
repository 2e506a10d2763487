import Foundation
import Provisioning

/// The lock that makes a run the only one of its store: `flock(2)` on a file beside it.
///
/// The system lets go of it when the process ends, however it ends; the file stays and means nothing by itself. What
/// stands in it is for the message to whoever comes second.
struct StoreLock: Sendable {
  let path: String
  let location: String
  let rights: FileRights

  /// Who holds the lock, as it stands in the file.
  private struct Holder: Codable {
    let name: String
    let origin: String
    let process: Int32
    let since: Date
  }

  /// Runs `body` while holding the lock.
  func hold<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result {
    let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, rights.ofNewFiles)
    guard file >= 0 else { throw StoreError.notWritable(location: location, detail: String(cString: strerror(errno))) }
    defer { close(file) }
    rights.hand(file, at: path)
    rights.apply(to: path)
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw held() }
    try write(Holder(name: holder.name, origin: holder.origin, process: getpid(), since: now), to: file)
    defer { ftruncate(file, 0) }
    return try body()
  }

  /// Who holds the lock, as the error that a second run gets; nil when nobody does. Makes no file.
  ///
  /// The lock is asked for, shared and for an instant: nothing else tells a holder from what a killed one left.
  var holder: StoreError? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) == 0 ? nil : held()
  }

  private func write(_ holder: Holder, to file: Int32) throws {
    let text = try JSONEncoder().encode(holder)
    ftruncate(file, 0)
    let written = text.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    guard written == text.count else {
      throw StoreError.notWritable(location: location, detail: String(cString: strerror(errno)))
    }
  }

  /// The holder may not have written its name yet, or no longer: then nobody is named.
  private func held() -> StoreError {
    guard let text = FileManager.default.contents(atPath: path),
      let holder = try? JSONDecoder().decode(Holder.self, from: text)  // see above
    else { return .held(location: location, by: "", since: nil) }
    let name = "\(holder.name) (\(holder.origin), process \(holder.process))"
    return .held(location: location, by: name, since: holder.since)
  }
}
