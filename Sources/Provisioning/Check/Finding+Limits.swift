extension [Finding] {
  /// What the guard would say of a sample: a run where so many entries have problems would be refused.
  package func judged(by limits: [Limit.Name: Limit]) -> [Finding] {
    guard let limit = limits[.problems] else { return self }
    return map { finding in
      guard case .mapped(let entries, let well, let inactive, let problems, _) = finding.fact,
        let allowed = limit.allowed(of: entries), entries - well > allowed
      else { return finding }
      let fact = Finding.Fact.mapped(
        entries: entries, well: well, inactive: inactive, problems: problems, beyond: limit)
      return Finding(fact, directory: finding.directory, server: finding.server, command: finding.command)
    }
  }
}
