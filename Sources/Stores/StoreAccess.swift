/// What a command may do with a store.
package enum StoreAccess: Equatable, Sendable {
  /// Reads, writes, makes the store if there is none and brings its schema up to date.
  case readWrite
  /// The dry run: nothing is written, and what is not there is not made.
  case readOnly
}
