import Foundation
import GRDB
import Provisioning

/// The fields of which a directory ever gave a value: kept, so that no tie need be read to know that none holds one.
final class AgreedFields {
  private let db: Database
  private var known: [Int64: Set<Field>] = [:]

  init(_ db: Database) { self.db = db }

  func fields(of directory: Int64) throws -> Set<Field> {
    if let fields = known[directory] { return fields }
    let text = try Prepared("SELECT agreed_fields FROM directory WHERE id = ?", on: db).first(directory) { $0.bytes(0) }
    let names = try text.map { try JSONDecoder().decode([String].self, from: Data($0)) } ?? []
    let fields = Set(names.compactMap(Field.init(name:)))
    known[directory] = fields
    return fields
  }

  /// Notes what a tie of a directory holds from now on; writes only what is new, so a few times in the life of a store.
  func note(_ agreed: Responsable, of directory: Int64) throws {
    var fields = try fields(of: directory)
    let count = fields.count
    for field in Field.standard where agreed[field] != nil { fields.insert(field) }
    for name in agreed.attributes.keys { fields.insert(.attribute(name)) }
    guard fields.count > count else { return }
    known[directory] = fields
    try Prepared("UPDATE directory SET agreed_fields = ? WHERE id = ?", on: db)
      .run(JSONText.list(fields.sorted().map(\.name)), directory)
  }
}
