import Foundation
import Testing

@testable import navette

/// Relative paths start from the folder of the settings file, wherever they lead from there.
@Suite struct SettingsPathTests {
  private let source = SettingsSource(
    file: "/etc/navette/site/navette.yaml", environment: [:], faults: SettingsFaults())

  @Test(arguments: [
    ("navette.sqlite", "/etc/navette/site/navette.sqlite"), ("./a/../ca.pem", "/etc/navette/site/ca.pem"),
    ("../ca.pem", "/etc/navette/ca.pem"), ("../../navette.sqlite", "/etc/navette.sqlite"),
    ("../é t é/#1?.pem", "/etc/navette/é t é/#1?.pem"), ("/srv/../srv/x", "/srv/../srv/x"),
  ])
  func `a path is what a shell in that folder takes it for`(_ written: String, _ meant: String) {
    #expect(source.absolute(written) == meant)
  }
}
