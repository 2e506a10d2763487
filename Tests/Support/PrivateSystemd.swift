import Foundation

/// A systemd of a test's own, first process of a container: this machine's programs (`/usr`), everything else empty and in memory.
///
/// It shares the network of this machine, so that it reaches the test's servers. Source: systemd-nspawn(1), `--volatile=yes`.
package struct PrivateSystemd {
  private let folder: TemporaryFolder
  /// What is seen inside, by its path there.
  private var seen: [String: String] = [:]

  /// - Throws: `ScenarioFailure` where containers cannot be made.
  package init() throws {
    guard getuid() == 0 else {
      throw ScenarioFailure("a systemd of its own can be started by root alone: run the tests as root")
    }
    folder = try TemporaryFolder()
    // A machine that knows its name has been started before, and enables nothing by itself.
    try show(folder.write("machine-id", String(repeating: "ab", count: 16) + "\n"), at: "/etc/machine-id")
    // Where the libraries of Swift are, if not in /usr.
    let libraries = try Program.run("/usr/bin/ldd", package: "libc-bin", [ScenarioCommand.binary()])
    for line in libraries.split(separator: "\n") {
      guard let path = line.split(separator: " ").first(where: { $0.hasPrefix("/") }) else { continue }
      let place = URL(filePath: String(path)).deletingLastPathComponent().path
      if !["/usr/", "/lib"].contains(where: place.hasPrefix) { show(place, at: place) }
    }
  }

  /// Lets what is inside see a file or a folder, and not change it.
  package mutating func show(_ path: String, at place: String) { seen[place] = path }

  /// Writes a file that is seen inside.
  package mutating func write(_ text: String, at place: String) throws {
    show(try folder.write("seen-\(UUID().uuidString)", text), at: place)
  }

  /// Boots, has bash do the script as root, and shuts down.
  ///
  /// - Returns: what the script wrote, output and errors, by its lines `== NAME`.
  package func run(_ script: String, seconds: Double = 180) throws -> [String: String] {
    let trial = folder.path + "/trial"
    try FileManager.default.createDirectory(atPath: trial, withIntermediateDirectories: true)
    try script.write(toFile: trial + "/script", atomically: true, encoding: .utf8)
    var booted = self
    try booted.write(Self.unit, at: "/etc/systemd/system/trial.service")
    let binds = booted.seen.sorted { $0.key < $1.key }.map { "--bind-ro=\($0.value):\($0.key)" }
    let command = try ScenarioCommand(
      SMTPServerPrograms.path("unshare", package: "util-linux"),
      // Its notes about containers go with the process, not into this machine's /run.
      ["--mount", "bash", "-c", "mkdir -p /run/systemd && mount -t tmpfs none /run/systemd && exec \"$@\"", "bash"] + [
        try SMTPServerPrograms.path("systemd-nspawn", package: "systemd-container"), "--quiet", "--directory=/",
        "--volatile=yes", "--register=no", "--keep-unit", "--machine=trial-\(UUID().uuidString.prefix(8))",
        "--console=pipe", "--bind=\(trial):/trial",
      ] + binds + ["--boot", "systemd.unit=trial.service"],
      in: folder.path, environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"])
    let ending = try command.end(within: seconds)
    guard let said = try? String(contentsOfFile: trial + "/said", encoding: .utf8), said.hasSuffix("== end\n") else {
      let said = (try? String(contentsOfFile: trial + "/said", encoding: .utf8)) ?? "nothing"
      throw ScenarioFailure("the container ended early: \(ending.summary)\n--- the script said\n\(said)")
    }
    return Self.parts(of: said)
  }

  private static func parts(of said: String) -> [String: String] {
    var parts: [String: String] = [:]
    var name = ""
    // A terminal ends its lines in two characters.
    for line in said.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        name = String(line.dropFirst(3))
        parts[name] = ""
      } else {
        parts[name, default: ""] += line + "\n"
      }
    }
    return parts.mapValues { $0.trimmingCharacters(in: .newlines) }
  }

  private static let unit = """
    [Unit]
    Requires=basic.target
    After=basic.target
    SuccessAction=poweroff-force
    FailureAction=poweroff-force
    [Service]
    Type=oneshot
    ExecStart=/bin/bash -c '{ /bin/bash /trial/script; echo "== end"; } 2>&1 | cat > /trial/said'
    """
}
