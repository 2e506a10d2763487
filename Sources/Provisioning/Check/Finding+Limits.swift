extension [Finding] {
  /// What the guard would say of a sample of one directory: a run where so many entries have problems would be refused.
  /// A share of a sample that ended before the entries did is a share of all only if the others are like these.
  package func judged(by limits: [Limit.Name: Limit]) -> [Finding] {
    guard let limit = limits[.problems] else { return self }
    return map { finding in
      guard case .mapped(let entries, let well, let inactive, let problems, _) = finding.fact,
        let allowed = limit.allowed(of: entries), entries - well > allowed
      else { return finding }
      let excess = Finding.Excess(limit, isCertain: limit.isAbsolute || !contains(where: \.isCutOff))
      let fact = Finding.Fact.mapped(
        entries: entries, well: well, inactive: inactive, problems: problems, beyond: excess)
      return Finding(fact, directory: finding.directory, server: finding.server, command: finding.command)
    }
  }
}

extension Finding {
  /// There are entries that the sample did not come to.
  fileprivate var isCutOff: Bool { if case .found(_, _, isMore: true) = fact { true } else { false } }
}

extension Limit {
  /// However many entries there are, it lets through the same number.
  fileprivate var isAbsolute: Bool { if case .count = self { true } else { false } }
}
