extension [Finding] {
  /// What one server showed, beside what a run last read there: an attribute that somebody had and nobody has any more would
  /// have the next run refused (`attribute-unreadable`). A sample that ended before the entries did proves nothing.
  package func compared(with last: WholeRead?) -> [Finding] {
    let isWhole = allSatisfy { if case .found(_, _, true) = $0.fact { false } else { true } }
    guard let last, isWhole else { return self }
    return map { finding in
      guard case .carried(let carried, let entries, let others) = finding.fact else { return finding }
      let compared = carried.map { item in
        var item = item
        if item.isSilent, last.count(of: item.attribute) > 0 { item.before = last.count(of: item.attribute) }
        return item
      }
      return Finding(
        .carried(compared, of: entries, others: others), directory: finding.directory, server: finding.server,
        command: finding.command)
    }
  }
}
