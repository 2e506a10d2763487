import Provisioning

/// One SMTP dialogue, from EHLO to QUIT (RFC 5321).
final class SMTPSession {
  /// From whom and for whom one mail is (RFC 5321 §2.3.1).
  struct Envelope: Equatable {
    let sender: String
    let recipient: String

    /// What announces the mail, in the order of `Stage`.
    var commands: [String] { ["MAIL FROM:<\(sender)>\r\n", "RCPT TO:<\(recipient)>\r\n", "DATA\r\n"] }
  }

  private let socket: CurlSocket
  private let relay: String
  /// The server offered PIPELINING (RFC 2920): commands leave together and their answers are read afterwards.
  private let pipelines: Bool
  /// The transaction whose commands left with the content before it; their answers are still to be read.
  private var begun: Envelope?
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

  /// Whether the mail that may come next is this one: a transaction that was begun can only be gone on with.
  func canSend(_ envelope: Envelope) -> Bool { !isOver && (begun == nil || begun == envelope) }

  /// Sends one mail and waits for the answer to it.
  ///
  /// - Parameter next: the mail after it, whose commands leave in the same breath (RFC 2920 §3.1): with a relay that is
  ///   far away that is half of the waiting.
  func send(
    _ content: MessageContent, _ envelope: Envelope, before next: Envelope? = nil
  ) throws(DeliveryError) -> MailReply {
    hasSentContent = false
    let answers = try answers(to: envelope)
    let refusal = answers.indices.first { !Stage.all[$0].expects(answers[$0]) }
    needsReset = refusal != nil
    if let refusal {
      if refusal < 2, answers.last?.code == 354, !isOver { try sendNothing() }
      return try reply(to: Stage.all[refusal], answers[refusal])
    }
    hasSentContent = true
    begun = pipelines ? next : nil
    try write(content.bytes + (begun?.commands.joined() ?? "").utf8)
    return try reply(to: .content, read())
  }

  /// Says goodbye; a server that does not answer within a second is left (RFC 5321 §4.1.1.10).
  func quit() {
    guard !isOver else { return }
    isOver = true
    // In the middle of a transaction it would be taken for content; without an end none is accepted (RFC 5321 §4.1.1.4).
    guard begun == nil else { return }
    // The mails are settled: whatever goes wrong now changes nothing for anybody.
    try? socket.write(Array("QUIT\r\n".utf8))
    _ = try? socket.read(within: 1)
  }

  private enum Stage {
    case mail, recipient, data, content

    /// Those of the commands that announce a mail.
    static let all: [Stage] = [.mail, .recipient, .data]

    /// Whether an answer is the one that lets the mail go on (RFC 5321 §4.3.2). Where answers are read behind commands that left
    /// together, one that belongs elsewhere must not pass for it.
    func expects(_ reply: SMTPReply) -> Bool { self == .data ? reply.code == 354 : (200..<300).contains(reply.code) }
  }

  /// The answers to a transaction's commands: to all of them with PIPELINING, else up to the first refusal.
  private func answers(to envelope: Envelope) throws(DeliveryError) -> [SMTPReply] {
    if begun == nil { try begin(envelope) }
    begun = nil
    var answers: [SMTPReply] = []
    for command in envelope.commands where !isOver && (pipelines || answers.last?.isPositive != false) {
      if !pipelines { try write(Array(command.utf8)) }
      answers.append(try read())
    }
    return answers.isEmpty ? [SMTPReply.closing] : answers
  }

  private func begin(_ envelope: Envelope) throws(DeliveryError) {
    let reset = needsReset ? ["RSET\r\n"] : []
    try write(Array((reset + (pipelines ? envelope.commands : [])).joined().utf8))
    if needsReset { _ = try read() }
  }

  /// Ends a DATA that the server allowed although it refused sender or recipient (RFC 2920 §3.1).
  private func sendNothing() throws(DeliveryError) {
    try write(Array(".\r\n".utf8))
    _ = try read()
  }

  private func reply(to stage: Stage, _ reply: SMTPReply) throws(DeliveryError) -> MailReply {
    switch reply.code {
    case 200..<300 where stage == .content: return MailReply(.accepted, text: reply.text)
    case 400..<500: return MailReply(.deferred, text: reply.text)
    case 500..<600 where stage == .mail: throw .senderRefused(relay: relay, reply: reply.text)
    case 500..<600:
      return MailReply(.refused(recipient: stage == .recipient && !reply.isPolicy), text: reply.text)
    default:
      isOver = true
      throw .connectionLost(relay: relay, detail: reply.text)
    }
  }

  /// What was cut off cannot be gone on with.
  private func write(_ bytes: [UInt8]) throws(DeliveryError) {
    do throws(DeliveryError) {
      try socket.write(bytes)
    } catch {
      isOver = true
      throw error
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
