import Foundation

/// Takes what a directory tells and hands it to a planner with the ties it needs: all of them when everything is read, the
/// few that are spoken of when only changes are.
struct Intake {
  private let directory: String
  private let mapping: Mapping
  private let policy: Policy
  private let now: Date
  private let store: any AccountReading

  private var planner: Planner
  private var hasAllTies = false
  /// What comes is only what changed.
  private var isOfChanges = false
  /// Entries told of as changed, until it is known which ties they need.
  private var waiting: [DirectoryEntry] = []
  private var removed: Set<SyncID> = []
  private var present: Set<SyncID> = []
  /// Entries that are there, and of which nobody knows anything, or that they were missing or elsewhere.
  private var strangers: [Anchor] = []
  private var lookedFor: Set<Anchor> = []
  /// DNs of entries of which nobody could say whose they are.
  private var names: Set<String> = []

  init(directory: String, mapping: Mapping, policy: Policy, at now: Date, store: any AccountReading) {
    self.directory = directory
    self.mapping = mapping
    self.policy = policy
    self.now = now
    self.store = store
    planner = Planner(directory: directory, ties: TieIndex([]), mapping: mapping, policy: policy, at: now)
  }

  mutating func take(_ event: DirectoryEvent) throws(StoreError) {
    switch event {
    case .began(let coverage):
      self = Intake(directory: directory, mapping: mapping, policy: policy, at: now, store: store)
      isOfChanges = coverage != .everything
    case .entry(let entry) where isOfChanges: waiting.append(entry)
    case .entry(let entry):
      try needAllTies()
      planner.take(entry)
    case .seen(let entry):
      try needAllTies()
      if let stranger = planner.see(entry) { strangers.append(stranger) }
    case .present(let id): present.insert(id)
    case .removed(let id):
      // Who was there when the server began to tell may go before it ends.
      present.remove(id)
      removed.insert(id)
    }
  }

  /// What to look for by itself before anything is concluded: those somebody has to look at whatever the
  /// directory says, those that are told to be gone, and those that seem to have moved, since two entries of one
  /// anchor look like that.
  mutating func lookUps(after coverage: ReadOutcome.Coverage) throws(StoreError) -> LookUps {
    guard isOfChanges else { return LookUps() }
    let silent = try silentAttributes()
    let open = try store.openMatters(of: directory)
    lookedFor = Set(try store.dueTies(of: directory, among: policy.directories, at: now))
    lookedFor.formUnion((open.problems.compactMap(\.anchor) + open.proposals.map(\.anchor)).map(Anchor.init))
    lookedFor.formUnion(try tied(removed))
    lookedFor.formUnion(try moved())
    lookedFor.formUnion(try formerAnchors())
    if coverage == .presence { lookedFor.formUnion(try unseen()) }
    lookedFor.formUnion(strangers)
    names = Set(open.problems.compactMap { $0.anchor == nil ? $0.dn : nil })
    let keys = Set(lookedFor.map(\.key))
    waiting = waiting.filter { entry in
      mapping.anchorKey(of: entry).map { !keys.contains($0) } ?? !names.contains(entry.dn)
    }
    let told = keys.union(waiting.compactMap(mapping.anchorKey))
    return LookUps(
      anchors: lookedFor.sorted { $0.text < $1.text }, names: names.sorted(),
      witnesses: try store.presentTies(of: directory, besides: told, limit: Self.witnesses), attributes: silent)
  }

  private static let witnesses = 5
  /// More than a reader looks for one by one; it reads everything then.
  private static let mostUnseen = 10_000
  /// One in so many entries has to have had a value of an attribute, for its absence among those that changed to mean
  /// anything, and for looking for one that has it to be little work.
  private static let usualShare = 100

  /// The anchors of those whose presence was not told.
  private mutating func unseen() throws(StoreError) -> [Anchor] {
    try needAllTies()
    try notePresent()
    let seen = planner.index.records.indices.filter { planner.seen[$0] }.map { planner.index.records[$0].key }
    return try store.presentTies(
      of: directory, besides: Set(seen).union(waiting.compactMap(mapping.anchorKey)), limit: Self.mostUnseen)
  }

  /// Attributes that were usual when everything was read last, and of which nobody who changed shows a value.
  private func silentAttributes() throws(StoreError) -> [String] {
    guard !waiting.isEmpty, let whole = try store.history(of: directory, since: now).lastWholeRead else { return [] }
    return mapping.attributes.names.filter { name in
      let count = whole.count(of: name)
      return count > 0 && count * Self.usualShare >= whole.entries
        && !waiting.contains { !$0.values(of: name).isEmpty }
    }
  }

  /// The planner that has taken everything, once the read has ended.
  mutating func finish(_ read: ReadOutcome) throws(StoreError) -> Planner {
    if read.coverage == .changes {
      let keys = Set(waiting.compactMap(mapping.anchorKey)).union(lookedFor.map(\.key))
      planner = newPlanner(try store.ties(of: directory, keys: keys))
    } else {
      try needAllTies()
    }
    for entry in waiting { planner.take(entry) }
    waiting = []
    planner.lookedFor = names.union(lookedFor.map(\.text))
    return planner
  }

  private mutating func needAllTies() throws(StoreError) {
    guard !hasAllTies else { return }
    hasAllTies = true
    planner = newPlanner(try store.ties(of: directory))
  }

  private func newPlanner(_ ties: TieIndex) -> Planner {
    Planner(directory: directory, ties: ties, mapping: mapping, policy: policy, at: now)
  }

  /// The anchors of those among `ids` to which somebody is tied.
  private func tied(_ ids: Set<SyncID>) throws(StoreError) -> [Anchor] {
    guard !ids.isEmpty else { return [] }
    let spelled = Dictionary(ids.compactMap { mapping.anchor.anchor(of: $0) }.map { ($0.key, $0) }) { first, _ in first
    }
    let ties = try store.ties(of: directory, keys: Set(spelled.keys))
    return try ties.records.compactMap { spelled[$0.key] } + store.anchors(of: ids, in: directory).values
  }

  /// The anchors of entries that do not stand where their tie says.
  private func moved() throws(StoreError) -> [Anchor] {
    let anchored = waiting.compactMap { entry in mapping.anchor(of: entry).map { (entry: entry, anchor: $0) } }
    let ties = try store.ties(of: directory, keys: Set(anchored.map(\.anchor.key)))
    return anchored.filter { item in
      guard let position = ties.position(of: item.anchor.key) else { return false }
      let kept = mapping.anchor.anchor(of: item.entry.syncID) == item.anchor ? nil : item.entry.syncID
      return ties.records[position].dnHash != Tie.hash(dn: item.entry.dn, syncID: kept)
    }.map(\.anchor)
  }

  /// The anchors by which entries were known that have another now: nobody may have the former one any more.
  private func formerAnchors() throws(StoreError) -> [Anchor] {
    let present = Set(waiting.compactMap(mapping.anchorKey))
    let ids = waiting.compactMap { entry in
      mapping.anchor.anchor(of: entry.syncID) == mapping.anchor(of: entry) ? nil : entry.syncID
    }
    guard !ids.isEmpty else { return [] }
    return try store.anchors(of: Set(ids), in: directory).values.filter { !present.contains($0.key) }
  }

  private mutating func notePresent() throws(StoreError) {
    var unknown: Set<SyncID> = []
    for id in present {
      guard let anchor = mapping.anchor.anchor(of: id), see(anchor) else {
        unknown.insert(id)
        continue
      }
    }
    for anchor in try store.anchors(of: unknown, in: directory).values { _ = see(anchor) }
  }

  /// Notes that an entry is there; one that was missing is back, and its values are needed.
  ///
  /// - Returns: whether anybody is tied to it.
  private mutating func see(_ anchor: Anchor) -> Bool {
    guard let flags = planner.see(anchor.key) else { return false }
    if flags.contains(.missing) { strangers.append(anchor) }
    return true
  }
}

extension AnchorRule {
  fileprivate func anchor(of id: SyncID?) -> Anchor? { id.flatMap { anchor(of: $0) } }
}
