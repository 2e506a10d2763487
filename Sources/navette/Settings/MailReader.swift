import Foundation
import Provisioning

/// Reads the `mail` part of the settings.
struct MailReader {
  private static let keys =
    [
      "transport", "startTLS", "username", "caFile", "from", "envelopeFrom", "replyTo", "connections", "rate",
      "quietHours", "deliverFor", "templates",
    ] + PasswordReader.keys

  private let section: SettingsSection
  /// The portal's, by whose clock hours are quiet.
  private let zone: TimeZone

  static func read(_ node: SettingsNode, zone: TimeZone) -> MailSettings? {
    node.section(keys).map { MailReader(section: $0, zone: zone).read() } ?? nil
  }

  private func read() -> MailSettings? {
    let transport = section.required("transport").flatMap(readTransport)
    let startTLS = section["startTLS"]?.word(MailSettings.StartTLS.self)
    let credentials = readCredentials()
    let caFile = section["caFile"]?.path()
    let from = section.required("from")?.mailAddress()
    let envelopeFrom = section["envelopeFrom"]?.mailAddress()
    let replyTo = section["replyTo"]?.mailAddress()
    let connections = section["connections"]?.integer(1...64)
    let rate = section["rate"]?.rate()
    let quietHours = section["quietHours"]?.quietHours(in: zone)
    let deliverFor = section["deliverFor"]?.duration()
    let templates = section["templates"]?.path()
    if let transport { checkTogether(transport, startTLS ?? .required) }
    guard let transport, let from else { return nil }
    return MailSettings(
      transport: transport, startTLS: startTLS ?? .required, credentials: credentials, caFile: caFile, from: from,
      envelopeFrom: envelopeFrom, replyTo: replyTo, connections: connections ?? 4, rate: rate, quietHours: quietHours,
      deliverFor: deliverFor ?? 300, templates: templates)
  }

  private func readTransport(_ node: SettingsNode) -> MailTransportURL? {
    guard let text = node.text(.transport) else { return nil }
    return MailTransportURL(text, absolute: node.source.absolute) ?? node.refuse(.transport)
  }

  private func readCredentials() -> MailSettings.Credentials? {
    let username = section["username"]?.text()
    let password = PasswordReader.read(section)
    let hasPassword = PasswordReader.keys.contains { section[$0] != nil }
    if section["username"] != nil, !hasPassword { section.fault(.missing, key: "passwordFile") }
    if section["username"] == nil, hasPassword { section.fault(.missing, key: "username") }
    guard let username, let password else { return nil }
    return MailSettings.Credentials(username: username, password: password)
  }

  private func checkTogether(_ transport: MailTransportURL, _ startTLS: MailSettings.StartTLS) {
    switch transport {
    case .file:
      for key in ["startTLS", "username", "caFile", "rate", "connections"] + PasswordReader.keys
      where section[key] != nil {
        section.fault(.conflict(.neededByRelaysOnly), key: key)
      }
    case .smtps where section["startTLS"] != nil:
      section.fault(.conflict(.startTLSWithSMTPS), key: "startTLS")
    case .smtp(let host, _)
    where startTLS != .required && section["username"] != nil && !LoopbackHost.contains(host):
      section.fault(.conflict(.relayPasswordInClear), key: "startTLS")
    case .smtp, .smtps: break
    }
  }
}
