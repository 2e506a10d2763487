import Presentation
import Provisioning

@testable import navette

extension SettingsError {
  var english: String { Language.en.wording(timeZone: .gmt).explain(self).text }
  var french: String { Language.fr.wording(timeZone: .gmt).explain(self).text }
}
