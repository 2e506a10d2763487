import Foundation
import TestSupport
import Testing

/// What `deploy/` and `make install` give an administrator, tried as far as that goes without a running systemd.
@Suite(.serialized) struct DeploymentTests {
  static let root = SettingsFolder.repository.path
  private let folder: TemporaryFolder
  private let installed: String

  init() throws {
    folder = try TemporaryFolder()
    installed = folder.path + "/installed"
  }

  private func run(_ program: String, _ arguments: [String], package: String) throws -> ScenarioCommand.Ending {
    try ScenarioCommand(
      SMTPServerPrograms.path(program, package: package), arguments, in: folder.path,
      environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "MANWIDTH": "100"]
    ).end()
  }

  private func install() throws {
    let made = try run(
      "make",
      [
        "-C", Self.root, "install", "BINARY=\(ScenarioCommand.binary())", "DESTDIR=\(installed)", "PREFIX=/opt/navette",
        "BUILT=\(folder.path)/built",
      ], package: "make")
    #expect(made.code == 0, "\(made.summary)")
  }

  private func files(below path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  }

  /// The units, with a program that is there on this machine.
  private func units() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/deploy/systemd").sorted()
    return try names.map { name in
      let text = try String(contentsOfFile: Self.root + "/deploy/systemd/" + name, encoding: .utf8)
      return try folder.write(name, text.replacing("/usr/local/bin/navette", with: "/bin/true"))
    }
  }

  @Test func `everything is installed where others look for it`() throws {
    try install()
    let found = try files(below: installed + "/opt/navette")
    for path in [
      "bin/navette", "share/man/man1/navette.1", "share/man/man1/navette-key-rotate.1",
      "share/bash-completion/completions/navette", "share/zsh/site-functions/_navette",
      "share/fish/vendor_completions.d/navette.fish", "lib/systemd/system/navette-sync.timer",
      "lib/sysusers.d/navette.conf", "lib/tmpfiles.d/navette.conf", "share/doc/navette/examples/navette.yaml.example",
      "share/doc/navette/examples/grants.sql",
    ] { #expect(found.contains(path), "\(path)") }
    let unit = installed + "/opt/navette/lib/systemd/system/navette-sync.service"
    #expect(try String(contentsOfFile: unit, encoding: .utf8).contains("ExecStart=/opt/navette/bin/navette sync"))
    for page in found where page.hasSuffix(".1") {
      let shown = try run("man", ["--warnings", "-l", installed + "/opt/navette/" + page], package: "man-db")
      #expect(shown.code == 0 && shown.errors.isEmpty && shown.output.contains("EXIT STATUS"), "\(shown.summary)")
    }
  }

  @Test func `bash completes commands, options and values`() throws {
    try install()
    let script = """
      . \(installed)/opt/navette/share/bash-completion/completions/navette
      function=$(complete -p navette | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      try() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
        "$function" navette "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; echo "${COMPREPLY[*]}"
      }
      try navette sy
      try navette sync --qu
      try navette sync --format js
      """
    let completed = try run("bash", ["-c", script], package: "bash")
    #expect(completed.output.split(separator: "\n") == ["sync", "--quiet", "json jsonl"], "\(completed.summary)")
    for (file, word) in [("zsh/site-functions/_navette", "sync"), ("fish/vendor_completions.d/navette.fish", "rotate")]
    {
      let text = try String(contentsOfFile: installed + "/opt/navette/share/" + file, encoding: .utf8)
      #expect(text.contains(word), "\(file)")
    }
  }

  @Test func `systemd understands the units`() throws {
    let verified = try run("systemd-analyze", ["verify", "--man=no"] + units(), package: "systemd")
    #expect(verified.code == 0 && verified.errors.isEmpty, "\(verified.summary)")
    let users = try run(
      "systemd-sysusers", ["--dry-run", Self.root + "/deploy/sysusers.d/navette.conf"], package: "systemd")
    #expect(users.code == 0 && (users.output + users.errors).contains("navette"), "\(users.summary)")
  }

  @Test func `the units are as shut as the page says`() throws {
    for unit in try units() where unit.hasSuffix(".service") {
      let looked = try run("systemd-analyze", ["security", "--offline=true", "--no-pager", unit], package: "systemd")
      let verdict = try #require(looked.output.split(separator: "\n").last { $0.contains("exposure level") })
      let shown = verdict.split(separator: " ").dropFirst().prefix(6).joined(separator: " ")
      for page in ["docs/deploy.md", "docs/fr/deploy.md"] {
        let text = try String(contentsOfFile: Self.root + "/" + page, encoding: .utf8)
        #expect(text.contains(shown), "\(page) does not say: \(shown)")
      }
      let figure = try #require(verdict.split(separator: " ").compactMap { Double($0) }.first)
      #expect(figure < 1.5, "\(verdict)")
    }
  }

  @Test func `the container is made of files that are there, and is nobody's root`() throws {
    let text = try String(contentsOfFile: Self.root + "/deploy/container/Containerfile", encoding: .utf8)
    let lines = text.split(separator: "\n")
    for line in lines where line.hasPrefix("COPY ") && !line.contains("--from=") {
      for source in line.split(separator: " ").dropFirst().dropLast() {
        #expect(FileManager.default.fileExists(atPath: Self.root + "/" + source), "\(line)")
      }
    }
    #expect(lines.contains { $0.hasPrefix("USER ") } && !text.contains(":latest") && !text.contains("ADD "))
  }
}
