import Foundation

@testable import Provisioning

/// A relay on paper: what it says to a mail is a function of the recipient and the number of times it was asked.
final class PaperRelay: MailTransport, @unchecked Sendable {
  enum Answer {
    case reply(MailReply)
    case failure(DeliveryError)
  }

  static let accepted = Answer.reply(MailReply(.accepted, text: "250 ok"))
  static let lost = Answer.failure(.connectionLost(relay: "paper", detail: "gone"))
  static let unreachable = DeliveryError.unreachable(relay: "paper", detail: "nobody there")

  private let lock = NSLock()
  private var taken: [String] = []
  private var connects = 0
  private var open = 0
  private var asked: [String: Int] = [:]
  private var most = 0
  var mostConnections = Int.max
  var refusesConnection: @Sendable (_ number: Int) -> DeliveryError? = { _ in nil }
  var answer: @Sendable (_ recipient: String, _ time: Int) -> Answer = { _, _ in accepted }

  var received: [String] { lock.withLock { taken } }
  var attemptsToConnect: Int { lock.withLock { connects } }
  var leftOpen: Int { lock.withLock { open } }
  var mostOpen: Int { lock.withLock { most } }

  func connect() throws(DeliveryError) -> any MailConnection {
    lock.lock()
    defer { lock.unlock() }
    connects += 1
    if let error = refusesConnection(connects) { throw error }
    guard open < mostConnections else { throw Self.unreachable }
    open += 1
    most = max(most, open)
    return Connection(relay: self)
  }

  final class Connection: MailConnection {
    private let relay: PaperRelay

    init(relay: PaperRelay) { self.relay = relay }

    func send(
      _ message: [UInt8], from sender: String, to recipient: String, before next: String?
    ) throws(DeliveryError) -> MailReply {
      switch relay.ask(recipient) {
      case .reply(let reply): return reply
      case .failure(let error): throw error
      }
    }

    func close() { relay.closed() }
  }

  private func ask(_ recipient: String) -> Answer {
    let time = lock.withLock {
      asked[recipient, default: 0] += 1
      return asked[recipient, default: 0]
    }
    let answer = answer(recipient, time)
    if case .reply(let reply) = answer, reply.verdict == .accepted { lock.withLock { taken.append(recipient) } }
    return answer
  }

  private func closed() { lock.withLock { open -= 1 } }
}

/// A clock that goes on only when somebody waits.
final class PaperClock: @unchecked Sendable {
  private let lock = NSLock()
  private var moment: Date

  init(_ moment: Date) { self.moment = moment }

  var now: Date { lock.withLock { moment } }

  func advance(_ seconds: Double) { lock.withLock { moment += seconds } }
}
