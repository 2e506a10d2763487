import Foundation

extension ScenarioStepKind {
  /// Running the program, and reading what it says.
  static var running: [ScenarioStepKind] {
    [
      .init("run navette {}") { world, words, _ in
        try world.run(world.words(words[0]))
        world.isCodeOpen = true
      },
      .init("run on a terminal navette {}") { world, words, _ in
        try world.run(ScenarioText.words(words[0]), onTerminal: true)
        world.isCodeOpen = true
      },
      .init("run as nobody navette {}") { world, words, _ in
        try world.run(
          ScenarioText.words(words[0]),
          before: #"set -- setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@""#)
        world.isCodeOpen = true
      },
      .init("run after {} navette {}") { world, words, _ in
        try world.run(ScenarioText.words(words[1]), before: words[0])
        world.isCodeOpen = true
      },
      .init("run the searches it showed") { world, _, _ in
        let shown = try world.lastEnding().errors.split(separator: "\n").filter { $0.contains("ldapsearch -LLL") }
        guard !shown.isEmpty else { throw ScenarioFailure("it showed none") }
        world.ending = try world.shell(shown.joined(separator: " && "), "/bin/sh")
        world.isCodeOpen = true
      },
      .init("it took at least {}s") { world, words, _ in
        let seconds = try world.lastEnding().seconds
        guard seconds >= Double(words[0]) ?? 0 else { throw ScenarioFailure("it took \(seconds) s") }
      },
      .init("it took at most {}s") { world, words, _ in
        let seconds = try world.lastEnding().seconds
        guard seconds <= Double(words[0]) ?? 0 else { throw ScenarioFailure("it took \(seconds) s") }
      },
      .init("start navette {}") { world, words, _ in world.background = try world.start(world.words(words[0])) },
      .init("stop the started navette") { world, _, _ in
        guard let command = world.background else { throw ScenarioFailure("nothing was started") }
        command.send(SIGTERM)
        world.ending = try command.end()
        world.background = nil
        world.isCodeOpen = true
      },
      .init("the started navette ends") { world, _, _ in
        guard let command = world.background else { throw ScenarioFailure("nothing was started") }
        world.ending = try command.end()
        world.background = nil
        world.isCodeOpen = true
      },
      .init("exit {}") { world, words, _ in
        let code = try world.lastEnding().code
        guard String(code) == words[0] else { throw ScenarioFailure("it exited \(code)") }
      },
      .init("output contains {}") { world, words, _ in
        try ScenarioText.expect(words[0], in: world.lastEnding().output, "the output")
      },
      .init("no output") { world, _, _ in
        guard try world.lastEnding().output.isEmpty else { throw ScenarioFailure("standard output is not empty") }
      },
      .init("output lacks {}") { world, words, _ in
        try ScenarioText.expectNo(words[0], in: world.lastEnding().output, "the output")
      },
      .init("errors contain {}") { world, words, _ in
        try ScenarioText.expect(words[0], in: world.lastEnding().errors, "standard error")
      },
      .init("errors lack {}") { world, words, _ in
        try ScenarioText.expectNo(words[0], in: world.lastEnding().errors, "standard error")
      },
      .init("no errors") { world, _, _ in
        guard try world.lastEnding().errors.isEmpty else { throw ScenarioFailure("standard error is not empty") }
      },
      .init("no escapes") { world, _, _ in
        let ending = try world.lastEnding()
        let written = ending.output + ending.errors
        let isClean = written.unicodeScalars.allSatisfy { $0 == "\n" || !CharacterSet.controlCharacters.contains($0) }
        guard isClean else { throw ScenarioFailure("there are control characters") }
      },
      .init("escapes") { world, _, _ in
        try ScenarioText.expect("\u{1b}[", in: world.lastEnding().output, "the output")
      },
      .init("keep the output") { world, _, _ in world.keptOutput = try world.lastEnding().output },
      .init("the output is the same") { world, _, _ in
        guard try world.lastEnding().output == world.keptOutput else {
          throw ScenarioFailure("it is another than:\n\(world.keptOutput ?? "nothing was kept")")
        }
      },
      .init("keep the report") { world, _, _ in world.keptReport = try world.report() },
      .init("the report tells the same changes") { world, _, _ in
        for part in ["changes", "counts", "problems"] {
          let texts = try [world.keptReport, world.report()].map { try ScenarioText.json($0[part] ?? []) }
          guard texts[0] == texts[1] else { throw ScenarioFailure("\(part) differ:\n\(texts[0])\n\(texts[1])") }
        }
      },
      .init("report {}: {}") { world, words, _ in
        let found = try ScenarioText.value(at: words[0], in: world.report())
        guard found == words[1] else { throw ScenarioFailure("it is \(found)") }
      },
      .init("the file {} has mode {}") { world, words, _ in
        let mode = try FileManager.default.attributesOfItem(atPath: world.folder.path + "/" + words[0])
        let found = String((mode[.posixPermissions] as? Int ?? 0) & 0o7777, radix: 8)
        guard found == words[1].drop(while: { $0 == "0" }) else { throw ScenarioFailure("it has mode \(found)") }
      },
      .init("there is no file {}") { world, words, _ in
        guard !world.exists(words[0]) else { throw ScenarioFailure("it is there") }
      },
      .init("the file {} contains {}") { world, words, _ in
        let text = try String(contentsOfFile: world.folder.path + "/" + words[0], encoding: .utf8)
        try ScenarioText.expect(words[1], in: text, words[0])
      },
      .init("the folder {} holds {} files") { world, words, _ in
        let found = try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/" + words[0])
        guard String(found.count) == words[1] else { throw ScenarioFailure("it holds \(found)") }
      },
    ]
  }
}

extension ScenarioWorld {
  /// A command line as a shell splits it, with this scenario's servers in it.
  func words(_ line: String) -> [String] { ScenarioText.words(ScenarioSurroundings(of: self).fill(line)) }

  /// The last output, read as a report in JSON.
  func report() throws -> [String: Any] {
    let data = Data(try lastEnding().output.utf8)
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw ScenarioFailure("the output is not a JSON object")
    }
    return object
  }
}
