import ArgumentParser
import Foundation
import Presentation
import Provisioning

/// The keys that links are made with.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Look after the keys that links are made with.", subcommands: [Rotate.self])

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: "Make a new key the current one; older keys stay while a link needs them.")

    @OptionGroup var configOption: ConfigOption

    func run() throws {
      let wiring = try Wiring(configOption.config)
      let store = try wiring.openStore(.readWrite)
      let path = wiring.settings.secretKeyFile
      let now = Date()
      let rotation = try wiring.saying { () throws -> TokenKeyRotation in
        try store.exclusively(as: Invocation.actor(.command, "key rotate"), at: now) {
          try rotate(path, uses: try store.keyUses(at: now), at: now, wiring)
        }
      }
      let lines = (rotation.outcomes + [.changed(file: path)]).map { wiring.wording.explain($0).text }
      StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Reads the file again: somebody may have changed it between our start and the lock.
    private func rotate(_ path: String, uses: [KeyUse], at now: Date, _ wiring: Wiring) throws -> TokenKeyRotation {
      let day = now.formatted(Date.ISO8601FormatStyle(timeZone: wiring.settings.portal.zone).year().month().day())
      do {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let rotation = TokenKeyRotation(text, day: day, secret: RandomBytes().next(32), uses: uses)
        _ = try TokenKeyFile.parse(rotation.text)
        try FileReplacement.replace(path, with: rotation.text)
        return rotation
      } catch let fault as TokenKeyFault {
        throw CommandFailure("\(path): \(wiring.wording.say(fault))")
      } catch let failure as FileReplacement.Failure {
        let outcome = KeyOutcome.notReplaced(file: path, detail: failure.detail)
        throw CommandFailure(wiring.wording.explain(outcome).lines.joined(separator: "\n"))
      }
    }
  }
}

extension TokenKeyRotation {
  fileprivate var outcomes: [KeyOutcome] {
    let older = kept.map { kept in
      if case .used(let use) = kept.reason { return KeyOutcome.used(use) }
      return .recent(id: kept.id)
    }
    return [.current(id: id)] + older + dropped.map { .dropped(id: $0) }
  }
}
