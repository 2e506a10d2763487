/// A column that every kind of store has, and what stands in it.
struct ColumnLayout {
  enum Kind {
    case integer
    /// 0 or 1: a small number of PostgreSQL.
    case small
    /// 0 or 1: a truth value of PostgreSQL.
    case flag
    case text
    case bytes
    /// Texts: JSON in SQLite, an array in PostgreSQL.
    case list
  }

  let name: String
  let kind: Kind
}
