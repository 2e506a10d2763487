import Provisioning

/// Some rows of a commit, made while those before are written.
struct Slice: Sendable {
  /// What goes where it belongs at once.
  var creations = Creations()
  /// What is brought into `incoming` first.
  var staged = CopyRows()
  var rows = 0
  var mails = 0
  var stagedMails = 0
  /// The last ids that creations got, if any did.
  var lastAccount: Int64?
  var lastToken: Int64?
  /// The fields of which ties have a value and were not known to, by their directories.
  var agreed: [String: Set<Field>] = [:]
}

/// Puts the rows of a commit into slices.
struct Slicing: Sendable {
  private let size: Int
  private let origin: Creations.Origin
  private let cleared: Set<AccountID>
  /// The id for the next token; nil when no row goes where it belongs at once.
  private var nextToken: Int64?
  private var slice = Slice()
  /// The place of the last staged row.
  private var place = 0
  private var known: [String: Set<Field>] = [:]

  /// A commit has at most so many slices, and so the number of its statements has a bound.
  private static let most = 16
  /// Fewer rows than these are not worth the statements.
  private static let least = 2_048

  /// - Parameters:
  ///   - count: about how many rows there will be.
  ///   - firstToken: the id for the first token, when the store is empty.
  init(_ count: Int, of origin: Creations.Origin, cleared: Set<AccountID>, firstToken: Int64?) {
    size = max(Self.least, (count + Self.most - 1) / Self.most)
    self.origin = origin
    self.cleared = cleared
    nextToken = firstToken
  }

  mutating func add(_ row: BatchRow, hasPassword: Bool) {
    let item = RowToWrite(row)
    if let token = nextToken, Creations.canTake(item, of: origin) {
      slice.creations.add(item, of: origin, hasPassword: hasPassword, token: token)
      slice.lastAccount = max(slice.lastAccount ?? 0, row.id.rawValue)
      if row.token != nil {
        slice.lastToken = token
        nextToken = token + 1
      }
    } else {
      place = slice.staged.add(
        item, after: place, isCleared: cleared.contains(row.id), hasPassword: hasPassword)
      slice.stagedMails += row.mails.count
    }
    slice.rows += 1
    slice.mails += row.mails.count
    if let tie = row.tie { note(tie) }
  }

  /// The slice, when it is full.
  mutating func full() -> Slice? { slice.rows < size ? nil : rest() }

  /// What is left at the end, if anything is.
  mutating func rest() -> Slice? {
    guard slice.rows > 0 else { return nil }
    defer { slice = Slice() }
    return slice
  }

  private mutating func note(_ tie: Tie) {
    let before = known[tie.directory] ?? []
    var fields: Set<Field> = []
    for field in Field.standard where tie.agreed[field] != nil && !before.contains(field) { fields.insert(field) }
    for name in tie.agreed.attributes.keys where !before.contains(.attribute(name)) { fields.insert(.attribute(name)) }
    guard !fields.isEmpty else { return }
    known[tie.directory, default: []].formUnion(fields)
    slice.agreed[tie.directory, default: []].formUnion(fields)
  }
}
