private import CLDAP
import Provisioning

/// What went wrong in a conversation with a server, before it is known what was being asked.
enum LDAPFailure: Error {
  /// The server ended an operation with a code other than success.
  case result(LDAPResult, referrals: [String])
  /// The search went on at another server.
  case reference([String])
  /// The connection is gone.
  case lost(String)
  /// Nothing came for this many seconds.
  case silent(seconds: Int)
  /// What came is not LDAP, or not what the protocol allows here.
  case malformed(String)
  /// The server's pages do not get on.
  case pagingLoop
  /// So much changed that reading everything is less.
  case tooManyChanges
  /// The operator stopped the run.
  case interrupted
  /// The receiver of the entries ended the read.
  case refused(DirectoryError)
}

extension LDAPFailure {
  /// The same failure as a fact about one search base and the entries it had given.
  func error(url: String, base: String, entries: Int) -> DirectoryError {
    switch self {
    case .result(let result, let referrals) where result.code == Int(LDAP_REFERRAL):
      .referral(url: url, base: base, to: referrals)
    case .result(let result, _): .searchFailed(url: url, base: base, entries: entries, result)
    case .reference(let urls): .referral(url: url, base: base, to: urls)
    case .lost(let detail): .connectionLost(url: url, base: base, entries: entries, detail: detail)
    case .silent(let seconds): .timedOut(url: url, base: base, entries: entries, seconds: seconds)
    case .malformed(let detail): .malformed(url: url, base: base, detail: detail)
    case .pagingLoop: .pagingLoop(url: url, base: base, entries: entries)
    case .tooManyChanges: .malformed(url: url, base: base, detail: "too many changes")
    case .interrupted: .interrupted
    case .refused(let error): error
    }
  }

  /// The same failure as a fact about a server that was being connected to.
  func connectionError(url: String) -> DirectoryError {
    switch self {
    case .refused(let error): error
    case .interrupted: .interrupted
    case .lost(let detail): .unreachable([DirectoryError.Attempt(url: url, detail: detail)])
    case .silent(let seconds): .timedOut(url: url, base: nil, entries: 0, seconds: seconds)
    default: error(url: url, base: "", entries: 0)
    }
  }

  /// The failure a code of libldap itself stands for.
  ///
  /// Such codes are negative; a positive one is the reason a server gave when it hung up (RFC 4511 §4.4.1).
  static func library(_ code: Int32) -> LDAPFailure {
    switch code {
    case 1...: .lost(LDAPResult.text(of: code))
    case LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR: .lost(LDAPResult.text(of: code))
    default: .malformed(LDAPResult.text(of: code))
    }
  }
}
