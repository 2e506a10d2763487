import Provisioning

extension CommitResult {
  var isStale: Bool {
    if case .stale = self { true } else { false }
  }
}
