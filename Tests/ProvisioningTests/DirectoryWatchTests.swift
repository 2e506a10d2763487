import Foundation
import Provisioning
import TestSupport
import Testing

/// When a watch rings, and when it keeps quiet.
@Suite struct DirectoryWatchTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private let ada = Town.person("00000000-0000-4000-8000-000000000001", number: "1", mail: ["ada@valmont.example"])
  private let bob = Town.person("00000000-0000-4000-8000-000000000002", number: "2", mail: ["bob@valmont.example"])

  /// A watch whose time passes with its pauses, and what happened in it.
  private final class Scene {
    var people: [DirectoryEntry] = []
    var failure: DirectoryError?
    var cursor: ReadCursor?
    /// What the server says when it is listened to, one after the other.
    var answers: [Answer] = []
    let note = ReadNote()
    var seconds = 0.0
    var rings: [Double] = []
    var looks: [Double] = []
    var listened: [Double] = []
    /// What happens at a second.
    var events: [(second: Double, event: (Scene) -> Void)] = []

    enum Answer {
      case deaf(Deafness)
      case fails(DirectoryError)
      case hears(rings: Int, DirectoryError)
    }

    func run(for duration: Double, pollEvery: Double = 60, hasBell: Bool = false) {
      let bell = Bell(scene: self)
      var watch = DirectoryWatch(
        Look(scene: self), bell: hasBell ? bell : nil, mapping: Town.mapping(), note: note,
        in: .init(
          pollEvery: pollEvery, runEvery: 900, clock: { now + self.seconds }, jitter: { 0 },
          pause: { self.pass($0) }, isStopped: { self.seconds >= duration }, cursor: { self.cursor },
          ring: { self.rings.append(self.seconds) }))
      watch.run()
    }

    private func pass(_ time: Double) {
      seconds += time
      while let next = events.first, next.second <= seconds {
        events.removeFirst()
        next.event(self)
      }
    }
  }

  private struct Look: Directory {
    let scene: Scene
    let name = "mairie"

    func read(
      _ request: ReadRequest, again: (ReadOutcome.Coverage) throws(DirectoryError) -> LookUps,
      _ take: (DirectoryEvent) throws(DirectoryError) -> Void
    ) throws(DirectoryError) -> ReadOutcome {
      scene.looks.append(scene.seconds)
      if let failure = scene.failure { throw failure }
      for entry in scene.people { try take(.entry(entry.selecting(request.attributes))) }
      return ReadOutcome(coverage: .everything, method: "full", bases: [])
    }

    func searchCommands(_ request: ReadRequest) -> [String] { [] }
  }

  private struct Bell: ChangeBell {
    let scene: Scene

    func listen(
      _ request: ReadRequest, caughtUp: () -> Void, ring: () -> Void
    ) throws(DirectoryError) -> Deafness {
      scene.listened.append(scene.seconds)
      guard !scene.answers.isEmpty else {
        scene.seconds += 10_000
        throw .interrupted
      }
      switch scene.answers.removeFirst() {
      case .deaf(let deafness): return deafness
      case .fails(let error): throw error
      case .hears(let rings, let error):
        caughtUp()
        for _ in 0..<rings { ring() }
        throw error
      }
    }
  }

  private static let away = DirectoryError.unreachable([.init(url: "ldap://a", detail: "Connection refused")])
  private static func cursor(_ mark: String) -> ReadCursor {
    ReadCursor(way: .syncrepl, scope: "", wholeAt: now, marks: ["": mark])
  }

  /// What a run has seen.
  private func runs(_ scene: Scene) throws {
    let directory = NotedDirectory(Look(scene: scene), mapping: Town.mapping(), note: scene.note)
    _ = try directory.read(ReadRequest(Town.mapping()), anew: {}) { (_) throws(DirectoryError) in }
    scene.looks = []
  }

  @Test func `a look that finds what the last run found does not ring, another rings once`() throws {
    let scene = Scene()
    scene.people = [ada, bob]
    try runs(scene)
    scene.events = [(100, { $0.people.reverse() }), (200, { [ada] in $0.people = [ada] })]
    scene.run(for: 600)
    #expect(scene.looks == [60, 120, 180, 240, 300, 360, 420, 480, 540])
    #expect(scene.rings == [240])
  }

  @Test func `after a run that could not read, the first look that can rings`() {
    let scene = Scene()
    scene.people = [ada]
    scene.run(for: 200)
    #expect(scene.rings == [60])
  }

  @Test func `an outage is tried after ever longer waits, and told when it is no longer short`() throws {
    let scene = Scene()
    scene.people = [ada]
    try runs(scene)
    scene.failure = Self.away
    scene.events = [(300, { $0.failure = nil })]
    scene.run(for: 500)
    #expect(scene.looks == [60, 61, 63, 67, 75, 91, 123, 183, 243, 303, 363, 423, 483])
    // That the run failed is told once, and that the server is back.
    #expect(scene.rings == [91, 303])
  }

  @Test func `a short outage rings no bell`() throws {
    let scene = Scene()
    scene.people = [ada]
    try runs(scene)
    scene.failure = Self.away
    scene.events = [(70, { $0.failure = nil })]
    scene.run(for: 300)
    #expect(scene.rings == [])
  }

  @Test func `an account that is not let in is told at once, and hardly tried again`() throws {
    let scene = Scene()
    scene.failure = .bindRefused(
      url: "ldap://a", method: "simple", LDAPResult(code: 49, name: "invalidCredentials", message: ""))
    scene.run(for: 2000)
    #expect(scene.rings == [60] && scene.looks == [60, 960, 1860])
  }

  @Test func `where the server tells, nobody looks`() {
    let scene = Scene()
    scene.cursor = Self.cursor("1")
    scene.answers = [.hears(rings: 2, Self.away), .fails(Self.away), .hears(rings: 0, Self.away)]
    scene.run(for: 600, hasBell: true)
    #expect(scene.looks == [] && scene.rings == [0, 0] && scene.listened == [0, 1, 3, 4])
  }

  @Test func `a cursor that is refused rings once, and a new one is listened from`() throws {
    let scene = Scene()
    scene.cursor = Self.cursor("1")
    scene.answers = [.deaf(.cursorRefused)]
    scene.events = [(20, { $0.cursor = Self.cursor("2") })]
    scene.run(for: 600, hasBell: true)
    #expect(scene.rings == [0] && scene.listened == [0, 20] && scene.looks == [])
  }

  @Test func `where nothing is told to a listener, somebody looks`() throws {
    let scene = Scene()
    scene.people = [ada]
    scene.cursor = Self.cursor("1")
    scene.answers = [.deaf(.notOffered), .deaf(.notOffered)]
    try runs(scene)
    scene.run(for: 130, hasBell: true)
    #expect(scene.looks == [60, 120] && scene.rings == [])
  }

  @Test(arguments: [
    (0.0, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]), (1.0, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]),
  ])
  func `waits double up to the longest, and jitter takes away half at most`(jitter: Double, expected: [Double]) {
    var backoff = Backoff()
    #expect(expected.map { _ in backoff.next(most: 60, jitter: jitter) } == expected)
    backoff.reset()
    #expect(backoff.next(most: 60, jitter: 0) == 1)
  }

  /// What a run looks for by itself says nothing about what changed.
  @Test func `a read of changes that tells nothing is no news, whatever was looked for`() throws {
    let directory = TellingDirectory([ada, bob])
    let mapping = Town.mapping()
    let note = ReadNote()
    let noted = NotedDirectory(directory, mapping: mapping, note: note)
    let first = try noted.read(ReadRequest(mapping, resuming: nil, at: Self.now), anew: {}) {
      (_) throws(DirectoryError) in
    }
    let everything = note.last
    let anchor = Anchor("00000000-0000-4000-8000-000000000001")
    _ = try noted.read(
      ReadRequest(mapping, resuming: first.cursor, at: Self.now),
      again: { (_) throws(DirectoryError) in LookUps(anchors: [anchor]) }
    ) { (_) throws(DirectoryError) in }
    #expect(note.last?.isNews(after: everything) == false)
    directory.people = [ada]
    _ = try noted.read(ReadRequest(mapping, resuming: first.cursor, at: Self.now), anew: {}) {
      (_) throws(DirectoryError) in
    }
    #expect(note.last?.isNews(after: everything) == true && note.last?.isNews(after: note.last) == false)
  }
}
