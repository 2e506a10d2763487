import Provisioning

/// Tries a store without making it, writing to it or holding it.
package struct StoreTrial: Examinable {
  private let kind: StoreKind

  package init(_ kind: StoreKind) { self.kind = kind }

  package func examine() -> [Finding] {
    switch kind {
    case .sqlite(let path, _): SQLiteTrial(path: path).facts.map { Finding($0) }
    case .postgresql(let settings): PostgreSQLTrial(settings).facts.map { Finding($0) }
    }
  }
}
