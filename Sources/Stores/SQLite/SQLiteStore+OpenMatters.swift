import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func openMatters(of directory: String) throws(StoreError) -> OpenMatters {
    try read { db in
      guard let id = try DirectoryNames(db).known(directory) else { return OpenMatters() }
      return try MatterTable(db).matters(of: directory, id)
    }
  }
}
