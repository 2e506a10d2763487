import Directories
import Foundation
import Provisioning
import Stores

extension Wiring {
  /// All there is to say of one person.
  func dossier(on inquiry: Inquiry) throws -> Dossier {
    try saying {
      let investigation = Investigation(
        try settings.storeKind.open(.readOnly), sources: settings.directories.map(\.source),
        policy: settings.policy(adopts: false), at: Date())
      return try investigation.dossier(on: inquiry)
    }
  }
}

extension DirectorySettings {
  fileprivate var source: Investigation.Source {
    Investigation.Source(
      name: name, mapping: mapping, filter: filter, directory: kind.open(isInterrupted: { Interruption.isAsked }))
  }
}
