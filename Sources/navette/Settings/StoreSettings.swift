/// Where accounts are kept.
enum StoreSettings: Equatable, Sendable {
  case sqlite(path: String)
}
