import Foundation
import Provisioning

/// Options that do not go together, or a value that is none; what ArgumentParser says around it is English.
package enum UsageFault: Equatable, Sendable, CaseIterable {
  case linkMails, runCount, since
  case numbersOrEverybody, resetOfEverybody
  case checkAndApply, notFoundOfNumbers, watchOfOneRun, passwordOfNothing, unsealAndTo
}

extension Language {
  package func explain(_ fault: UsageFault) -> String {
    switch self {
    case .en:
      switch fault {
      case .linkMails: "--link-mails takes a count or none."
      case .runCount: "--limit takes a count of at least 1."
      case .since: "--since takes a day, 2026-11-23, or a moment, 2026-11-23T08:00:00Z."
      case .numbersOrEverybody: "Give numbers, or --without-password."
      case .resetOfEverybody: "--reset is for people who have a password."
      case .checkAndApply: "--check only shows, --apply makes the ties: give one of them."
      case .notFoundOfNumbers: "--not-found is for all ties, not for numbers."
      case .watchOfOneRun:
        "--watch goes on from run to run, and --adopt and limits are for one run: give them to a `navette sync` without "
          + "--watch, also while one with it goes on."
      case .passwordOfNothing: "--to-password-file is for --to."
      case .unsealAndTo: "--unseal and --to are two commands."
      }
    case .fr:
      switch fault {
      case .linkMails: "--link-mails veut un nombre, ou none."
      case .runCount: "--limit veut un nombre, 1 au moins."
      case .since: "--since veut un jour, 2026-11-23, ou un moment, 2026-11-23T08:00:00Z."
      case .numbersOrEverybody: "Donnez des numéros, ou --without-password."
      case .resetOfEverybody: "--reset est pour qui a déjà un mot de passe."
      case .checkAndApply: "--check montre seulement, --apply fait les liens\u{A0}: donnez l’une des deux."
      case .notFoundOfNumbers: "--not-found est pour tous les liens, pas pour des numéros."
      case .watchOfOneRun:
        "--watch va d’exécution en exécution\u{202F}; --adopt et les limites sont pour une seule\u{A0}: donnez-les à une "
          + "«\u{A0}navette sync\u{A0}» sans --watch, même pendant qu’une autre tourne avec."
      case .passwordOfNothing: "--to-password-file va avec --to."
      case .unsealAndTo: "--unseal et --to sont deux commandes."
      }
    }
  }

  /// A filter on the command line that is none.
  package func explain(_ error: Filter.SyntaxError, of option: String) -> String {
    let expected = wording(timeZone: .gmt).say(SettingsError.Expectation.filterSyntax(error))
    return switch self {
    case .en: "\(option) takes \(expected)."
    case .fr: "\(option) veut \(expected)."
    }
  }
}
