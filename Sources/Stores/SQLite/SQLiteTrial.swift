import Foundation
import Provisioning

/// Tries a store's file: is it there, or can it be made; may it be written; which schema; who holds it.
struct SQLiteTrial {
  private let path: String

  init(path: String) { self.path = path }

  var facts: [Finding.Fact] { [store, lock] }

  private var store: Finding.Fact {
    if let denial { return .storeFailed(denial) }
    guard let stamp = FileStamp(of: path), stamp.size > 0 else { return .storeToBeMade(location: path) }
    do throws(StoreError) {
      let store = try SQLiteStore(path: path, access: .readOnly, patience: 2)
      let accounts = try store.read { db in
        try Prepared("SELECT count(*) FROM account", on: db).first { Int($0.integer(0)) } ?? 0
      }
      return .store(location: path, schema: Schema.version, accounts: accounts, isOld: false)
    } catch {
      guard case .olderSchema(_, let found, _) = error else { return .storeFailed(error) }
      return .store(location: path, schema: found, accounts: nil, isOld: true)
    }
  }

  /// Why the file could not be written; SQLite makes its log beside it, so the folder counts as well.
  private var denial: StoreError? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard access(folder, F_OK) == 0 else {
      return .unreachable(location: path, detail: "\(folder): \(String(cString: strerror(errno)))")
    }
    for place in [folder, path] where access(place, F_OK) == 0 && access(place, W_OK) != 0 {
      return .notWritable(location: path, detail: "\(place): \(String(cString: strerror(errno)))")
    }
    return nil
  }

  private var lock: Finding.Fact {
    guard
      case .held(_, let holder, let since) = StoreLock(path: path + ".lock", location: path, rights: FileRights(nil))
        .holder
    else { return .lockFree }
    return .lockHeld(by: holder, since: since)
  }
}
