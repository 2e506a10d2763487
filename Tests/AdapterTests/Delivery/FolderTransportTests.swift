import Delivery
import Foundation
import Provisioning
import TestSupport
import Testing

@Suite struct FolderTransportTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = try SMTPServerPrograms.makeFolder("eml")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func message(_ id: String) -> [UInt8] {
    Array("Subject: test\r\nMessage-ID: <\(id)>\r\n\r\nBonjour\r\n".utf8)
  }

  @Test func `a mail is a file that only its owner reads, named after its Message-ID`() throws {
    try withFolder { folder in
      let connection = try FolderTransport(path: folder + "/mails").connect()
      for id in ["1@valmont.example", "2@valmont.example", "1@valmont.example"] {
        let reply = try connection.send(message(id), from: "a@valmont.example", to: "b@valmont.example")
        #expect(reply.verdict == .accepted)
      }
      connection.close()
      let path = folder + "/mails/1@valmont.example.eml"
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/mails").sorted()
      #expect(names == ["1@valmont.example.eml", "2@valmont.example.eml"])
      #expect(FileManager.default.contents(atPath: path) == Data(message("1@valmont.example")))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `a Message-ID cannot lead out of the folder, nor hide another`() throws {
    try withFolder { folder in
      let connection = try FolderTransport(path: folder + "/mails").connect()
      for id in ["../../x@y", ".._.._x@y", ".hidden", String(repeating: "a", count: 300), "", "a/b@c"] {
        _ = try connection.send(message(id), from: "a@valmont.example", to: "b@valmont.example")
      }
      connection.close()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/mails")
      #expect(names.count == 6)
      #expect(names.allSatisfy { $0.hasSuffix(".eml") && !$0.hasPrefix(".") && $0.utf8.count < 200 })
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mails"])
    }
  }

  @Test func `a folder that cannot be made says why`() {
    let transport = FolderTransport(path: "/nowhere/at/all")
    #expect(throws: DeliveryError.folder(path: "/nowhere/at/all", detail: "No such file or directory")) {
      try transport.connect()
    }
  }
}
