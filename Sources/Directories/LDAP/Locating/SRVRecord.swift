/// One server of a service, as the DNS names it (RFC 2782).
struct SRVRecord: Equatable {
  /// The lowest is tried first.
  let priority: Int
  /// Among those of one priority, how often this one comes first.
  let weight: Int
  let port: Int
  /// Without the final dot, in lower case; empty where the domain says that it has no such service.
  let target: String

  /// In the order in which to try them: by priority, and within one by lot, weighted.
  static func inOrder(_ records: [SRVRecord], using lots: inout some RandomNumberGenerator) -> [SRVRecord] {
    var ordered: [SRVRecord] = []
    for (_, group) in Dictionary(grouping: records, by: \.priority).sorted(by: { $0.key < $1.key }) {
      // Those of weight 0 stand first, so that they have a small chance.
      var rest = group.filter { $0.weight == 0 } + group.filter { $0.weight > 0 }
      while !rest.isEmpty {
        var lot = Int.random(in: 0...rest.reduce(0) { $0 + $1.weight }, using: &lots)
        let place = rest.firstIndex { record in
          lot -= record.weight
          return lot <= 0
        }
        ordered.append(rest.remove(at: place ?? 0))
      }
    }
    return ordered
  }
}
