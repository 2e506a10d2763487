extension Finding {
  /// What came of reading as a run would, but for so many entries alone and for nothing of them.
  package enum Reading: Equatable, Sendable {
    /// So many entries came, by that way or, without one, as a read of everything; `isMore` when the trial ended before they did.
    case done(ChangeWay?, entries: Int, isMore: Bool)
    /// The server has the way, and not for this account or not to this extent; `isNamed` when the settings ask for no other.
    case refused(ChangeWay, LDAPResult, isNamed: Bool)
    /// It did not go on from where it had just ended.
    case astray(ChangeWay)
    /// DirSync tells of entries this account may read in that naming context, and not of those that are gone.
    case withoutReplication(context: String)
    /// Whether the Retro Changelog of 389 Directory Server says which entries changed; nil when it does not show itself.
    case changelog(isNaming: Bool?)

    var verdict: Verdict {
      switch self {
      case .done, .changelog(isNaming: true): .good
      case .refused(_, _, let isNamed): isNamed ? .bad : .notice
      case .astray, .withoutReplication, .changelog(isNaming: nil): .notice
      case .changelog(isNaming: false): .bad
      }
    }
  }
}
