/// Where accounts are kept.
enum StoreSettings: Equatable, Sendable {
  /// With `mode` the rights of the file and of those beside it; nil leaves a file that is there as it is.
  case sqlite(path: String, mode: UInt32? = nil)
  /// A database of PostgreSQL; without a password here, libpq finds its own way in.
  case postgresql(url: String, password: Secret?)
}
