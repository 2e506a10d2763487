import Provisioning

/// Where the pages of one search have been, to notice a server that goes round in circles.
///
/// An unchanged cookie proves nothing: 389 Directory Server gives the same one for every page. A page that begins
/// with an entry an earlier page began with does, and so does a long row of empty pages.
struct PageTrail {
  private var firsts: Set<Digest128> = []
  private var isAtStart = true
  private var emptyPages = 0

  /// Active Directory may send some empty pages when a filter matches little; more than this is no answer.
  static let emptyPagesAllowed = 100

  mutating func begin() { isAtStart = true }

  mutating func pass(_ entry: DirectoryEntry) throws(LDAPFailure) {
    guard isAtStart else { return }
    isAtStart = false
    emptyPages = 0
    guard firsts.insert(Digest128(of: entry.dn.utf8)).inserted else { throw .pagingLoop }
  }

  mutating func end() throws(LDAPFailure) {
    guard isAtStart else { return }
    emptyPages += 1
    if emptyPages > Self.emptyPagesAllowed { throw .pagingLoop }
  }
}
