import Foundation

/// The folder of a 389 Directory Server as `dscreate` makes it, with one suffix and nobody in it.
enum DirectoryServer389Template {
  /// Made once; whoever comes meanwhile waits.
  static let made = Result {
    try ServerTemplate("389ds", package: DirectoryServer389.package, recipe: "1\n" + answers) { try make(in: $0) }
  }

  private static let configuration = "etc/dirsrv/slapd-navette"
  private static let database = "var/lib/dirsrv/slapd-navette/db"

  /// What `dscreate` would ask; who runs the tests runs the server.
  private static let answers = """
    [general]
    config_version = 2
    full_machine_name = localhost
    start = False
    strict_host_checking = False
    systemd = False
    selinux = False
    [slapd]
    instance_name = navette
    port = 12389
    root_password = \(DirectoryServer389.password)
    self_sign_cert = False
    user = \(NSUserName())
    group = \(NSUserName())
    [backend-userroot]
    suffix = \(DirectoryServer389.suffix)
    create_suffix_entry = True
    sample_entries = no

    """

  private static func make(in folder: String) throws {
    for name in ["etc", "run/dirsrv", "share/dirsrv/inf", "tmp", "var/log", "var/lib"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try Program.run("/bin/cp", package: "coreutils", ["-r", "/etc/dirsrv", "\(folder)/etc/dirsrv"])
    try writePaths(folder)
    try answers.write(toFile: folder + "/ds.inf", atomically: true, encoding: .utf8)
    try Program.run(
      "/usr/bin/env", package: "coreutils",
      ["PREFIX=\(folder)", "/usr/sbin/dscreate", "from-file", folder + "/ds.inf"])
    try forgetRuns(folder)
    try rewrite("\(folder)/\(configuration)/dse.ldif") { text in
      small(text.replacing("\n ", with: "")).replacing(folder, with: "@FOLDER@")
        .replacing("slapd-navette", with: "slapd-@NAME@")
        .replacing("nsslapd-port: 12389\n", with: "nsslapd-port: @PORT@\nnsslapd-listenhost: 127.0.0.1\n")
    }
    try rewrite(folder + "/share/dirsrv/inf/defaults.inf") { $0.replacing(folder, with: "@FOLDER@") }
  }

  /// The paths of the package, all of them below the folder.
  private static func writePaths(_ folder: String) throws {
    let text = try String(contentsOfFile: "/usr/share/dirsrv/inf/defaults.inf", encoding: .utf8)
    let lines = text.split(separator: "\n").map { line -> String in
      let name = line.split(separator: " ").first ?? ""
      return switch name {
      case "with_systemd": "with_systemd = 0"
      case "prefix", "tmp_dir", "inst_dir": "\(name) = \(folder)" + (name == "prefix" ? "" : "/tmp")
      case "user", "group": "\(name) = \(NSUserName())"
      default:
        ["/etc", "/run", "/var", "/dev/shm"].reduce(String(line)) { $0.replacing("= \($1)", with: "= \(folder)\($1)") }
      }
    }
    try lines.joined(separator: "\n").write(
      toFile: folder + "/share/dirsrv/inf/defaults.inf", atomically: true, encoding: .utf8)
  }

  /// The memory it had in common with itself, a hundred megabytes, is not part of its database.
  private static func forgetRuns(_ folder: String) throws {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: "\(folder)/\(database)") where name.hasPrefix("__db.") {
      try files.removeItem(atPath: "\(folder)/\(database)/\(name)")
    }
    for name in ["\(configuration)/dse.ldif.bak", "\(configuration)/dse.ldif.startOK", "run/slapd-navette.socket"]
    where files.fileExists(atPath: "\(folder)/\(name)") {
      try files.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// A server of a test needs no memory for millions, and its entries go with it.
  private static func small(_ settings: String) -> String {
    settings.replacing(/nsslapd-cache-autosize: \d+/, with: "nsslapd-cache-autosize: 0")
      .replacing(/nsslapd-dbcachesize: \d+/, with: "nsslapd-dbcachesize: 4000000")
      .replacing(/nsslapd-cachememsize: \d+/, with: "nsslapd-cachememsize: 16000000")
      .replacing("nsslapd-db-durable-transaction: on", with: "nsslapd-db-durable-transaction: off")
  }

  /// Makes a copy a server of its own.
  ///
  /// - Parameter changelog: the list of changes it keeps for those who ask only for what changed (RFC 4533); nil when it does
  ///   not answer them.
  static func settle(in folder: String, name: String, port: Int, changelog: DirectoryServer389.Changelog?) throws {
    let settled = "\(folder)/etc/dirsrv/slapd-\(name)"
    try FileManager.default.moveItem(atPath: "\(folder)/\(configuration)", toPath: settled)
    for directory in ["var/lib/dirsrv", "var/log/dirsrv"] {
      try FileManager.default.moveItem(
        atPath: "\(folder)/\(directory)/slapd-navette", toPath: "\(folder)/\(directory)/slapd-\(name)")
    }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/run/lock/dirsrv/slapd-\(name)", withIntermediateDirectories: true)
    try rewrite(settled + "/dse.ldif") { text in
      var text = text
      if changelog != nil { text = enable("Content Synchronization", in: text) }
      // By this the list of changes has the identifier by which they are told; without it nothing is.
      let identifier = "\nnsslapd-attribute: nsuniqueid:targetUniqueId"
      if changelog == .naming { text = enable("Retro Changelog Plugin", identifier, in: text) }
      if changelog == .nameless { text = enable("Retro Changelog Plugin", in: text) }
      return text.replacing("@FOLDER@", with: folder).replacing("@NAME@", with: name)
        .replacing("@PORT@", with: String(port))
    }
    try rewrite(folder + "/share/dirsrv/inf/defaults.inf") { $0.replacing("@FOLDER@", with: folder) }
  }

  private static func enable(_ plugin: String, _ lines: String = "", in settings: String) -> String {
    var entries = settings.components(separatedBy: "\n\n")
    for index in entries.indices where entries[index].contains("dn: cn=\(plugin),") {
      entries[index] = entries[index].replacing(
        "nsslapd-pluginEnabled: off", with: "nsslapd-pluginEnabled: on" + lines)
    }
    return entries.joined(separator: "\n\n")
  }

  private static func rewrite(_ path: String, _ change: (String) -> String) throws {
    try change(String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
