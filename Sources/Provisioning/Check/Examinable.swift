/// What `navette check` can try without writing anything: a directory's servers, a relay.
package protocol Examinable {
  /// Tries each part in turn; a part that fails never hides another that can still be tried.
  func examine() -> [Finding]
}
