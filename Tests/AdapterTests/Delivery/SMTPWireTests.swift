import Provisioning
import Testing

@testable import Delivery

@Suite struct SMTPWireTests {
  @Test(arguments: [
    ("a\r\n.b\r\n..\r\n", "a\r\n..b\r\n...\r\n.\r\n"),
    ("", ".\r\n"),
    ("a", "a\r\n.\r\n"),
    ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
    ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"),
    ("a\n\r\nb\r\r\n", "a\r\n\r\nb\r\n\r\n.\r\n"),
  ])
  func `content is stuffed and its line ends are whole`(message: String, content: String) {
    #expect(String(decoding: MessageContent(Array(message.utf8)).bytes, as: UTF8.self) == content)
  }

  @Test func `answers are found whatever the pieces they arrive in`() throws {
    let text = "250-a\r\n250-b c\r\n250 d\r\n354\r\n550 5.1.1 no\n"
    for size in 1...text.utf8.count {
      var parser = SMTPReplyParser()
      var replies: [SMTPReply] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        parser.take(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        while let reply = try parser.next() { replies.append(reply) }
      }
      #expect(replies.map(\.text) == ["250 a b c d", "354", "550 5.1.1 no"])
      #expect(replies.map(\.code) == [250, 354, 550])
    }
  }

  @Test(arguments: ["what?\r\n", "25\r\n", "250+a\r\n", String(repeating: "x", count: 5_000)])
  func `what is no answer is an error`(text: String) {
    var parser = SMTPReplyParser()
    parser.take(Array(text.utf8))
    #expect(throws: SMTPReplyParser.Malformed.self) { try parser.next() }
  }

  @Test func `an extension offered before TLS does not count`() {
    var greeting = SMTPGreeting()
    let before = ["220 hello", "250-relay", "250-PIPELINING", "250 STARTTLS"]
    for line in before + ["220 go ahead", "250-relay", "250 SIZE 9"] { greeting.add(line) }
    #expect(!greeting.offers("PIPELINING"))
    #expect(greeting.offers("SIZE"))
  }
}
