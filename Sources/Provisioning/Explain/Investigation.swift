import Foundation

/// Gathers all there is to say of one person: store, directories, mapping, and what the next run would do.
package struct Investigation {
  /// A directory as `explain` asks it.
  package struct Source {
    let name: String
    let mapping: Mapping
    /// Of the settings, beside the mapping's.
    let filter: Filter?
    let directory: any Directory & EntryFinder

    package init(name: String, mapping: Mapping, filter: Filter?, directory: any Directory & EntryFinder) {
      self.name = name
      self.mapping = mapping
      self.filter = filter
      self.directory = directory
    }

    /// The mapping's attributes, and those that only filters look at.
    var attributes: AttributeSet {
      AttributeSet(
        mapping.attributes.names + (mapping.filter?.attributes ?? []) + (filter?.attributes ?? []))
    }
  }

  let store: any AccountStore & AccountRecords
  private let sources: [Source]
  let policy: Policy
  let now: Date

  /// More accounts than anybody would read about.
  private static let most = 10

  package init(_ store: any AccountStore & AccountRecords, sources: [Source], policy: Policy, at now: Date) {
    self.store = store
    self.sources = sources
    self.policy = policy
    self.now = now
  }

  package func dossier(on inquiry: Inquiry) throws(StoreError) -> Dossier {
    var people = try records(store.accounts(meeting: inquiry))
    var directories = try ask(about: inquiry, people)
    // An entry that was found may lead to an account that the text alone did not.
    var tied: [AccountID] = []
    for anchor in directories.flatMap(\.entries).compactMap(\.anchor) {
      tied += try store.accounts(meeting: Inquiry(anchor.text))
    }
    let known = Set(people.map(\.account.id))
    if !known.isSuperset(of: tied) {
      people = try records(Array(known.union(tied)).sorted())
      directories = try ask(about: inquiry, people)
    }
    let isFound = !people.isEmpty || directories.contains { !$0.entries.isEmpty }
    return Dossier(
      inquiry: inquiry, people: people, directories: directories,
      candidates: isFound
        ? [] : try candidates(for: inquiry, besides: directories.filter { $0.failure != nil }.map(\.name)))
  }

  private func records(_ ids: [AccountID]) throws(StoreError) -> [AccountRecord] {
    var records: [AccountRecord] = []
    for id in ids.prefix(Self.most) {
      if let record = try store.record(of: id, at: now) { records.append(record) }
    }
    return records
  }

  private func ask(about inquiry: Inquiry, _ people: [AccountRecord]) throws(StoreError) -> [DirectoryDossier] {
    var answers: [DirectoryDossier] = []
    for source in sources {
      let ties = people.flatMap(\.ties).filter { $0.directory == source.name }
      let aims = EntryAims(source.mapping).all(for: inquiry, ties: ties, people.map(\.account.responsable))
      switch Self.find(aims, in: source) {
      case .success(let searches):
        // A run goes on from what the directories before it left.
        let accounts = PlannedAccounts(store, after: answers.flatMap(\.plans))
        answers.append(try answer(source, searches, ties, accounts))
      case .failure(let error): answers.append(DirectoryDossier(name: source.name, failure: error))
      }
    }
    return answers
  }

  private static func find(_ aims: [EntryAim], in source: Source) -> Result<[EntrySearch], DirectoryError> {
    do throws(DirectoryError) {
      return .success(try source.directory.find(aims, attributes: source.attributes))
    } catch {
      return .failure(error)
    }
  }

  /// The nearest of the store, or else of the directories, as far as these can be read.
  private func candidates(
    for inquiry: Inquiry, besides silent: [String]
  ) throws(StoreError) -> [Candidate] {
    var list = CandidateList(inquiry)
    try store.forEachPerson { list.pass($0, in: nil) }
    guard list.nearest.isEmpty else { return list.nearest }
    for source in sources where !silent.contains(source.name) {
      let request = ReadRequest(attributes: source.mapping.attributes, filter: source.mapping.filter)
      let before = list
      // Its failure stands in the answer already.
      _ = try? source.directory.read(request, anew: { list = before }) { entry in
        list.pass(source.mapping.map(entry, directory: source.name).responsable, in: source.name)
      }
    }
    return list.nearest
  }
}
