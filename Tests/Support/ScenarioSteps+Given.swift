import Foundation

extension ScenarioStepKind {
  /// What there is before a run, and what happens to it.
  static var given: [ScenarioStepKind] {
    [
      .init("given a Postfix") { world, _, _ in try world.startPostfix(requiresSignIn: false) },
      .init("given a Postfix that asks for a password") { world, _, _ in
        try world.startPostfix(requiresSignIn: true)
      },
      .init("given {} with a certificate for {}") { world, words, step in
        try world.startDirectory(words[0], certificateFor: words[1], step.block)
      },
      .init("given {} with a certificate of yesterday for {}") { world, words, step in
        try world.startDirectory(words[0], certificateFor: words[1], days: -1, step.block)
      },
      .init("given a name server") { world, _, step in
        world.nameServer = nil
        world.nameServer = try NameServer(ScenarioSurroundings(of: world).fill(step.block))
      },
      .init("given a PostgreSQL server") { world, _, _ in try world.startServerOfItsOwn() },
      .init("given an empty database") { world, _, _ in try world.makeEmptyDatabase() },
      .init("the store is {}") { world, words, _ in
        try world.useStore(ScenarioSurroundings(of: world).fill(words[0]))
      },
      .init("given a database") { world, _, _ in try world.keepStore(in: PostgresServer()) },
      .init("given a town of {}") { world, words, _ in
        world.directory = try Slapd(ldif: ScenarioTown.ldif(Int(words[0]) ?? 1))
      },
      .init("given a 389 Directory Server with {}") { world, words, step in
        let server = try DirectoryServer389(ldif: world.sample(words[0]), tellsChanges: Slapd.tellsChanges)
        world.directory = server
        if !step.block.isEmpty { try server.change(step.block) }
      },
      .init("given a 389 Directory Server that tells what changed, with {}") { world, words, step in
        let server = try DirectoryServer389(ldif: world.sample(words[0]), tellsChanges: true)
        world.directory = server
        if !step.block.isEmpty { try server.change(step.block) }
      },
      .init("given a domain with {}") { world, words, step in
        try world.startDomain(words[0], step.block, makesCertificate: false)
      },
      .init("given a domain that makes its certificate, with {}") { world, words, step in
        try world.startDomain(words[0], step.block, makesCertificate: true)
      },
      .init("given {}") { world, words, step in
        guard !DirectoryServer389.standsIn else {
          let server = try DirectoryServer389(ldif: world.sample(words[0]), tellsChanges: true)
          try server.open()
          return world.directory = server
        }
        let parts = ScenarioWorld.parts(of: step.block)
        world.directory = try Slapd(
          ldif: world.sample(words[0]),
          .init(global: world.schema(of: words[0]) + "\n" + parts.global, database: parts.database))
      },
      .init("settings") { world, _, step in world.settings.merge(step.block) },
      .init("mapping {}") { world, words, step in
        try FileManager.default.createDirectory(
          atPath: world.folder.path + "/mappings", withIntermediateDirectories: true)
        _ = try world.folder.write("mappings/\(words[0]).yaml", step.block)
      },
      .init("file {} from {}") { world, words, _ in _ = try world.folder.write(words[0], world.sample(words[1])) },
      .init("file {}") { world, words, step in _ = try world.folder.write(words[0], step.block) },
      .init("in the file {} “{}” becomes “{}”") { world, words, _ in
        try world.edit(words[0], replacing: words[1], with: words[2])
      },
      .init("environment {}={}") { world, words, _ in
        world.environment[words[0]] = ScenarioSurroundings(of: world).fill(words[1])
      },
      .init("shell {}") { world, words, _ in
        let ending = try world.shell(words[0])
        guard ending.code == 0 else { throw ScenarioFailure(ending.summary) }
      },
      .init("change") { world, _, step in try world.startedDirectory().change(step.block) },
      .init("stop the directory") { world, _, _ in try world.startedDirectory().kill() },
      .init("start the directory") { world, _, step in
        try world.startedDirectory().restart(step.block)
      },
      .init("freeze the directory") { world, _, _ in try world.startedDirectory().freeze() },
      .init("thaw the directory") { world, _, _ in try world.startedDirectory().thaw() },
      .init("stop the database") { world, _, _ in try world.startedServer().crash() },
      .init("start the database") { world, _, _ in try world.startedServer().start() },
      .init("stop the relay") { world, _, _ in world.relay.stop() },
      .init("start the relay") { world, _, _ in try world.relay.start() },
      .init("refuse mail to {} with {}") { world, words, _ in
        try world.relay.obey("refuse \(words[0]) \(words[1])")
      },
      .init("break the connection after the mail to {}") { world, words, _ in
        try world.relay.obey("lose \(words[0])")
      },
      .init("each mail takes {}s") { world, words, _ in try world.relay.obey("slow everybody \(words[0])") },
      .init("accept mail to {}") { world, words, _ in try world.relay.forgive(words[0]) },
      .init("wait until the store is held") { world, _, _ in try world.waitForHolder() },
      .init("wait {}s") { _, words, _ in Thread.sleep(forTimeInterval: Double(words[0]) ?? 1) },
    ]
  }
}
