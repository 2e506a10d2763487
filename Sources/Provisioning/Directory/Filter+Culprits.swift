extension Filter {
  /// The smallest parts because of which the filter is not true of an entry; none when it is.
  package func culprits(on entry: DirectoryEntry) -> [Filter] {
    guard !matches(entry) else { return [] }
    switch self {
    case .and(let parts): return parts.flatMap { $0.culprits(on: entry) }
    // Each of them would have been enough.
    case .or(let parts): return parts.isEmpty ? [self] : parts.flatMap { $0.culprits(on: entry) }
    default: return [self]
    }
  }
}
