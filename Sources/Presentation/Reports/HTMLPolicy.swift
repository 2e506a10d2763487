import Foundation
import Provisioning

/// What a page is made of beside its facts: one style, one script, and the policy that lets nothing else in.
enum HTMLPolicy {
  static let style = PackageResources.report_css
  static let script = PackageResources.report_js

  /// Content-Security-Policy (CSP level 3): no network, and nothing inline but these two, by their hashes.
  static let text =
    "default-src 'none'; style-src \(source(style)); script-src \(source(script)); base-uri 'none'; form-action 'none'"

  private static func source(_ bytes: [UInt8]) -> String {
    "'sha256-\(Data(Checksum.sha256(bytes)).base64EncodedString())'"
  }
}
