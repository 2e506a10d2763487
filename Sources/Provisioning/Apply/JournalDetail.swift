import Foundation

/// What a journal line keeps beside its columns: the number and the name the person was known by, the mails, and what
/// the reason names. What the columns tell already is left out; of a new account that is nearly everything.
struct JournalDetail {
  var number: String?
  var name: String?
  /// Kind and address; the address is left out when it is the account's new one.
  var mails: [(kind: String, to: String?)] = []
  /// What the reason names: a moment in milliseconds, or words.
  var moment: Int?
  var words: [String] = []

  /// A new account that gets its link: the line of a first run, a hundred thousand times.
  private static let newcomer = "{\"mails\":[[\"link\"]]}"

  static func text(of change: Change) -> String? {
    if change.kind == .create && change.reason == .newEntry && change.number == change.after.number {
      if change.mails.isEmpty { return nil }
      if change.mails.count == 1, change.mails[0].kind == .link, change.mails[0].to == change.after.email {
        return newcomer
      }
    }
    let fields = change.fields
    let told = { (field: Field) in fields.first { $0.field == field }?.to?.text }
    var json = JSONText()
    json.object { json in
      if change.number != told(.number), let number = change.number { json.member("number", number) }
      if change.kind != .create { json.member("name", change.name) }
      if !change.mails.isEmpty { mails(of: change, told(.email), &json) }
      reason(change.reason, &json)
    }
    return json.text
  }

  private static func mails(of change: Change, _ address: String?, _ json: inout JSONText) {
    json.key("mails")
    json.array { json in
      for mail in change.mails {
        json.array {
          $0.string(mail.kind.rawValue)
          if mail.to != address { $0.string(mail.to) }
        }
      }
    }
  }

  private static func reason(_ reason: Reason, _ json: inout JSONText) {
    switch reason {
    case .absent(let moment), .expired(let moment):
      json.key("moment")
      json.raw(String(Int((moment.timeIntervalSince1970 * 1000).rounded())))
    case .activeAgain(let former): json.member("words", [former.rawValue])
    case .correlated(let fields): json.member("words", fields.map(\.name))
    case .recreated(let former): if let former { json.member("words", [former.text]) }
    case .secondary(let directory), .takenBack(let directory): json.member("words", [directory])
    case .relinked(let former, _, let rule): json.member("words", [former.text] + rule.words)
    case .newEntry, .valuesChanged, .renamed, .inactiveInDirectory, .takenOver: break
    }
  }

  init() {}

  /// Reads what `text(of:)` wrote; a member that is not known is where it ends.
  init(_ text: String) {
    var reading = JSONReading(text)
    var read = JournalDetail()
    _ = reading.object { reading, name in
      switch name {
      case "number": reading.string().map { read.number = $0 }
      case "name": reading.string().map { read.name = $0 }
      case "moment": reading.integer().map { read.moment = $0 }
      case "words": reading.array { reading in reading.string().map { read.words.append($0) } }
      case "mails": reading.array { read.readMail(&$0) }
      default: nil
      }
    }
    self = read
  }

  private mutating func readMail(_ reading: inout JSONReading) -> Void? {
    var words: [String] = []
    let whole: Void? = reading.array { reading in reading.string().map { words.append($0) } }
    if let kind = words.first { mails.append((kind, words.dropFirst().first)) }
    return whole
  }
}

extension JSONText {
  fileprivate mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func member(_ name: String, _ values: [String]) {
    key(name)
    array { for value in values { $0.string(value) } }
  }
}
