import Provisioning

/// One SMTP dialogue, from EHLO to QUIT (RFC 5321).
final class SMTPSession {
  private let socket: CurlSocket
  private let relay: String
  /// The server offered PIPELINING (RFC 2920): commands leave together and their answers are read afterwards.
  private let pipelines: Bool
  private var replies = SMTPReplyParser()
  /// A transaction was left half-way and must be ended before the next begins.
  private var needsReset = false
  /// The server said 421, or the connection failed.
  private(set) var isOver = false
  /// The last mail's content left us: it may have been accepted even if we never heard.
  private(set) var hasSentContent = false

  init(_ settings: SMTPSettings) throws(DeliveryError) {
    relay = settings.relay
    socket = try CurlSocket(settings)
    pipelines = socket.greeting.offers("PIPELINING")
  }

  /// What the server said until the session stood.
  var greeting: SMTPGreeting { socket.greeting }

  /// Sends one mail and waits for the answer to it.
  func send(_ content: MessageContent, from sender: String, to recipient: String) throws(DeliveryError) -> MailReply {
    hasSentContent = false
    let answers = try answers(to: commands(sender, recipient))
    let refusal = answers.firstIndex { !$0.isPositive }
    needsReset = refusal != nil
    if let refusal {
      if refusal < 2, answers.last?.code == 354, !isOver { try sendNothing() }
      return try reply(to: Stage(rawValue: refusal) ?? .data, answers[refusal])
    }
    hasSentContent = true
    try socket.write(content.bytes)
    return try reply(to: .data, read())
  }

  /// Says goodbye; a server that does not answer within a second is left (RFC 5321 §4.1.1.10).
  func quit() {
    guard !isOver else { return }
    isOver = true
    // The mails are settled: whatever goes wrong now changes nothing for anybody.
    try? socket.write(Array("QUIT\r\n".utf8))
    _ = try? socket.read(within: 1)
  }

  private enum Stage: Int { case mail, recipient, data }

  private func commands(_ sender: String, _ recipient: String) -> [String] {
    ["MAIL FROM:<\(sender)>\r\n", "RCPT TO:<\(recipient)>\r\n", "DATA\r\n"]
  }

  /// The answers to a transaction's commands: to all of them with PIPELINING, else up to the first refusal.
  private func answers(to commands: [String]) throws(DeliveryError) -> [SMTPReply] {
    let reset = needsReset ? "RSET\r\n" : ""
    if pipelines {
      try socket.write(Array((reset + commands.joined()).utf8))
      if needsReset { _ = try read() }
    } else if needsReset {
      try socket.write(Array(reset.utf8))
      _ = try read()
    }
    var answers: [SMTPReply] = []
    for command in commands where !isOver && (pipelines || answers.last?.isPositive != false) {
      if !pipelines { try socket.write(Array(command.utf8)) }
      answers.append(try read())
    }
    return answers.isEmpty ? [SMTPReply.closing] : answers
  }

  /// Ends a DATA that the server allowed although it refused sender or recipient (RFC 2920 §3.1).
  private func sendNothing() throws(DeliveryError) {
    try socket.write(Array(".\r\n".utf8))
    _ = try read()
  }

  private func reply(to stage: Stage, _ reply: SMTPReply) throws(DeliveryError) -> MailReply {
    switch reply.code {
    case 200..<400 where stage == .data: return MailReply(.accepted, text: reply.text)
    case 400..<500: return MailReply(.deferred, text: reply.text)
    case 500..<600 where stage == .mail: throw .senderRefused(relay: relay, reply: reply.text)
    case 500..<600:
      return MailReply(.refused(recipient: stage == .recipient && !reply.isPolicy), text: reply.text)
    default:
      isOver = true
      throw .connectionLost(relay: relay, detail: reply.text)
    }
  }

  private func read() throws(DeliveryError) -> SMTPReply {
    do {
      while true {
        if let reply = try replies.next() {
          if reply.code == 421 { isOver = true }
          return reply
        }
        replies.take(try socket.read())
      }
    } catch let error as DeliveryError {
      isOver = true
      throw error
    } catch {
      isOver = true
      throw .connectionLost(relay: relay, detail: "an answer that is not SMTP")
    }
  }
}
