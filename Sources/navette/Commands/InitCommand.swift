import ArgumentParser
import Foundation
import Presentation
import Provisioning
import ShippedMappings

/// Writes the files an administrator begins with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write settings to begin with, a mapping, and a secret key.",
    discussion: """
      Asks nothing; every key is explained in navette.yaml. A file that is there already is never overwritten: then \
      nothing is written at all.
      """)

  @Option(
    help: ArgumentHelp(
      "The kind of directory: \(ShippedMappings.all.keys.sorted().joined(separator: ", ")).", valueName: "name"))
  var flavour = "openldap"
  @Option(help: ArgumentHelp("Where to write; made if only it is missing.", valueName: "folder"))
  var folder = "."
  @Option(help: ArgumentHelp("The language of the remarks: fr or en; else that of LANG.", valueName: "locale"))
  var locale: Language?

  func run() throws {
    let language = locale ?? .ofSurroundings
    guard let shipped = ShippedMappings.all[flavour] else {
      let known = ShippedMappings.all.keys.sorted()
      throw CommandFailure(
        language.unknownFlavour(flavour, nearest: EditDistance.nearest(to: flavour, among: known), known: known))
    }
    let files = StartingFiles(language, flavour: flavour)
    let beginning = FileSet(folder: folder)
      .adding("navette.yaml", files.settings)
      .adding("mappings/\(flavour).yaml", files.mapping(shipped))
      .adding("secret.key", TokenKeyFile.fresh(remark: files.keyRemark), mode: 0o600)
    do throws(FileSet.Failure) {
      try beginning.write()
    } catch {
      switch error {
      case .exists(let names): throw CommandFailure(language.alreadyThere(names))
      case .notWritten(let name, let detail): throw CommandFailure(language.couldNotBegin(name, detail))
      }
    }
    let said = language.began(beginning.paths, settings: beginning.paths[0], isHere: folder == ".")
    StandardOutput.write(Array((said + "\n").utf8))
  }
}

extension Language: ExpressibleByArgument {}
