import Foundation
import Testing

@testable import navette

/// Files that are replaced whole, and whose they are.
@Suite struct FileReplacementTests {
  @Test func `a file is replaced whole, with its rights, also where a link leads`() throws {
    let folder = try SettingsFolder()
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "secret.key")
    try FileReplacement.replace(folder.path + "/link", with: "new\n")
    #expect(try String(contentsOfFile: folder.path + "/secret.key", encoding: .utf8) == "new\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/secret.key")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["link", "secret.key", "password", "mappings"])
    #expect(throws: FileReplacement.Failure.self) { try FileReplacement.replace(folder.path + "/none", with: "x") }
  }

  @Test func `a new file is its owner's alone, and one that was shared stays so`() throws {
    let folder = try SettingsFolder()
    let path = folder.path + "/plan.txt"
    try FileReplacement.write(Array("one".utf8), to: path)
    #expect(try Self.mode(of: path) == 0o600)
    chmod(path, 0o640)
    try FileReplacement.write(Array("two".utf8), to: path)
    #expect(try Self.mode(of: path) == 0o640 && String(contentsOfFile: path, encoding: .utf8) == "two")
    #expect(throws: FileReplacement.Failure.self) { try FileReplacement.write([], to: folder.path + "/none/plan.txt") }
    #expect(throws: FileReplacement.Failure.self) { try FileReplacement.write([], to: folder.path) }
  }

  /// A terminal, /dev/null, the other program of a shell's `>( )`: replaced, it would be a file, and be read by nobody.
  @Test func `a pipe is written to and stays one`() throws {
    let folder = try SettingsFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    try FileReplacement.write(Array("plan".utf8), to: path)
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &bytes, bytes.count) == 4 && bytes.starts(with: "plan".utf8))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType != .typeRegular)
  }

  private static func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
