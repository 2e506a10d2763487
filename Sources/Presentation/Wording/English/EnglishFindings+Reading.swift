import Provisioning

extension English {
  /// What came of reading in earnest.
  func explain(_ reading: Finding.Reading) -> Explanation {
    switch reading {
    case .done(nil, let entries, let isMore):
      Explanation("Reading everything was tried: \(came(entries, isMore)).")
    case .done(let way?, let entries, let isMore):
      Explanation("Reading by \(way.rawValue) was tried: \(came(entries, isMore)), and it goes on from there.")
    case .refused(let way, let result, let isNamed):
      Explanation(
        "The server refuses \(way.rawValue) to this account: \(result.name) (\(result.code)).",
        aside([said(result.message), isNamed ? nil : "Everything is read each time instead."]),
        remedy(way, LDAPDiagnosis(result)))
    case .astray(let way):
      Explanation(
        "Reading by \(way.rawValue) was tried, and does not go on from where it ended: everything is read each time.",
        nil, "Look at the server's log, or set read: full.")
    case .withoutReplication(let context):
      Explanation(
        "This account has no right of replication in \(context): who was deleted is found by a look at who is still there, every sweepEvery.",
        nil,
        "To have it told at once, give the account “Replicating Directory Changes” (DS-Replication-Get-Changes) on \(context)."
      )
    case .changelog(isNaming: true): Explanation("The Retro Changelog says which entries changed.")
    case .changelog(isNaming: false):
      Explanation(
        "The Retro Changelog does not say which entries changed, so the server tells of no change: everything is read each time.",
        nil, changelogRemedy)
    case .changelog(isNaming: nil):
      Explanation(
        "Whether the Retro Changelog says which entries changed is hidden from this account. If it does not, changes are found by the read of everything alone (fullEvery).",
        nil,
        "Give cn=changelog the aci that the page docs/mappings/389ds.md shows, which leaves the changes themselves hidden."
      )
    }
  }

  private func aside(_ sentences: [String?]) -> String? {
    let sentences = sentences.compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func came(_ entries: Int, _ isMore: Bool) -> String {
    isMore ? "\(self.entries(entries)) came, and there are more" : "\(self.entries(entries)) came, and that is all"
  }

  private func remedy(_ way: ChangeWay, _ diagnosis: LDAPDiagnosis) -> String {
    switch (way, diagnosis) {
    case (.syncrepl, .sizeLimit), (.syncrepl, .administrativeLimit), (.syncrepl, .timeLimit):
      "Lift the limits of this account (slapd: limits dn.exact=\"…\" size=unlimited time=unlimited; 389 Directory Server: nsSizeLimit, nsLookThroughLimit and nsTimeLimit -1 in its entry), or set read: full."
    case (.syncrepl, .controlRefused), (.syncrepl, .unwilling):
      "Load the overlay syncprov on the database of this base, or set read: full."
    case (.syncrepl, _):
      "Give this account the right to content synchronisation (389 Directory Server: an aci on oid=1.3.6.1.4.1.4203.1.9.1.1,cn=features,cn=config), or set read: full."
    case (.dirsync, _):
      "Give this account “Replicating Directory Changes” (DS-Replication-Get-Changes) on the domain, or set read: usn."
    case (.usn, _): "Let this account read highestCommittedUSN and dsServiceName, or set read: full."
    case (.timestamp, _): "Set read: full."
    }
  }

  /// How the list of changes of 389 Directory Server gets its names.
  var changelogRemedy: String {
    "Set nsslapd-attribute: nsuniqueid:targetUniqueId in the plug-in Retro Changelog and restart the server; the account may not be denied targetUniqueId in cn=changelog. Or set read: full."
  }
}
