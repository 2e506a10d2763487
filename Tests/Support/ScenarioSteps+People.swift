import Foundation

extension ScenarioStepKind {
  /// What people found in their mailboxes.
  static var mails: [ScenarioStepKind] {
    [
      .init("no mail") { world, _, _ in
        let mails = try world.relay.new()
        guard mails.isEmpty else { throw ScenarioFailure("mails left to \(mails.map(\.to))") }
      },
      .init("mails: {}") { world, words, _ in
        let mails = try world.relay.new()
        guard String(mails.count) == words[0] else { throw ScenarioFailure("mails left to \(mails.map(\.to))") }
      },
      .init("mails to {}: {}") { world, words, _ in
        let count = try world.relay.new().count { $0.to == words[0] }
        guard String(count) == words[1] else { throw ScenarioFailure("\(count) mails left there") }
      },
      .init("mail to {} contains {}") { world, words, _ in
        let mail = try world.mails(to: words[0], .newest)
        for text in mail.html.isEmpty ? [mail.readable] : [mail.readable, mail.headers + mail.html] {
          try ScenarioText.expect(words[1], in: text, "the mail")
        }
      },
      .init("mail to {} lacks {}") { world, words, _ in
        let mail = try world.mails(to: words[0], .newest)
        try ScenarioText.expectNo(words[1], in: mail.readable + mail.html, "the mail")
      },
      .init("a mail to {} contains {}") { world, words, _ in
        let mails = try world.relay.new().filter { $0.to == words[0] }
        guard mails.contains(where: { ScenarioText.plain($0.readable).contains(ScenarioText.plain(words[1])) }) else {
          throw ScenarioFailure("none of these does:\n\(mails.map(\.readable).joined(separator: "\n---\n"))")
        }
      },
      .init("the mails to {} are copies of one") { world, words, _ in
        let mails = try world.relay.all().filter { $0.to == words[0] }
        guard mails.count > 1, Set(mails.map(\.messageID)).count == 1, Set(mails.map(\.link)).count == 1 else {
          throw ScenarioFailure("they are not: \(mails.map(\.messageID)) \(mails.map(\.link))")
        }
      },
      .init("the mails came over {} connections") { world, words, _ in
        let count = Set(try world.relay.new().map(\.connection)).count
        guard String(count) == words[0] else { throw ScenarioFailure("they came over \(count)") }
      },
      .init("Postfix delivered {} mails") { world, words, _ in
        let mails = try world.startedPostfix().mails(atLeast: Int(words[0]) ?? 1)
        guard String(mails.count) == words[0] else { throw ScenarioFailure("it delivered \(mails.count)") }
      },
      .init("each of them says {}") { world, words, _ in
        for mail in try world.startedPostfix().mails() { try ScenarioText.expect(words[0], in: mail, "a mail") }
      },
      .init("forget the mails") { world, _, _ in world.relay.forgotten = try world.relay.all().count },
    ]
  }

  /// What the portal does and sees.
  static var accounts: [ScenarioStepKind] {
    [
      .init("redeem the link of {}") { world, words, _ in
        let ending = try world.redeem(world.mails(to: words[0], .newest))
        guard ending.code == 0 else { throw ScenarioFailure(ending.summary) }
      },
      .init("redeeming the first link of {} says {}") { world, words, _ in
        let ending = try world.redeem(world.mails(to: words[0], .first))
        try ScenarioText.expect(words[1], in: ending.errors + ending.output, "the answer")
        guard ending.code != 0 else { throw ScenarioFailure("it was accepted") }
      },
      .init("redeeming the link of {} says {}") { world, words, _ in
        let ending = try world.redeem(world.mails(to: words[0], .newest))
        try ScenarioText.expect(words[1], in: ending.errors + ending.output, "the answer")
        guard ending.code != 0 else { throw ScenarioFailure("it was accepted") }
      },
      .init("sql {}") { world, words, _ in
        let ending = try world.sql(words[0])
        guard ending.code == 0 else { throw ScenarioFailure(ending.errors) }
        world.answer = ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
      },
      .init("keep the answer") { world, _, _ in world.keptAnswer = world.answer },
      .init("gives the same") { world, _, _ in
        guard world.answer == world.keptAnswer else { throw ScenarioFailure("it gives \(world.answer)") }
      },
      .init("gives {}") { world, words, _ in
        guard world.answer == words[0] else { throw ScenarioFailure("it gives \(world.answer)") }
      },
      .init("gives") { world, _, step in
        let wanted = step.block.trimmingCharacters(in: .whitespacesAndNewlines)
        guard world.answer == wanted else { throw ScenarioFailure("it gives\n\(world.answer)") }
      },
    ]
  }
}

extension ScenarioRelay.Mail {
  var readable: String { headers + "\n\n" + text }
}

extension ScenarioWorld {
  enum Which { case first, newest }

  func mails(to address: String, _ which: Which) throws -> ScenarioRelay.Mail {
    let mails = try relay.all().filter { $0.to == address }
    guard let mail = which == .first ? mails.first(where: { !$0.link.isEmpty }) : mails.last else {
      throw ScenarioFailure("no mail left to \(address); there were mails to \(try relay.all().map(\.to))")
    }
    return mail
  }
}
