extension [Finding] {
  /// What was found by a mapping that has faults is left out: half of a mapping says nothing of what the whole would.
  package var withoutMapping: [Finding] {
    let kept = filter { finding in
      switch finding.fact {
      case .schema, .schemaHidden, .stamps, .found, .unfiltered, .carried, .mapped, .anchors, .file: false
      default: true
      }
    }
    guard kept.count < count, let last else { return self }
    let untried = Finding.Fact.untried([.schema, .filter, .attributes, .entries, .anchor])
    return kept + [Finding(untried, directory: last.directory, server: last.server)]
  }
}
