extension Responsable {
  /// Whether a name or the address of both is the same. A number that everybody was given anew, or that two directories count each
  /// for itself, makes one person of two: by itself it is no proof.
  func hasNameOrAddress(of other: Responsable) -> Bool {
    [Field.lastName, .firstName].contains { field in
      guard let left = self[field]?.text, let right = other[field]?.text else { return false }
      return NameKey.fold(left) == NameKey.fold(right)
    } || (email != nil && ThreeWay.isEqual(.email, self[.email], other[.email]))
  }
}
