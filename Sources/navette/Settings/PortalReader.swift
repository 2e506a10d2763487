import Foundation
import Provisioning

/// Reads the `portal` part of the settings.
enum PortalReader {
  private static let keys = ["name", "url", "link", "locale", "timeZone"]

  static func read(_ top: SettingsSection, sendsMail: Bool) -> PortalSettings {
    var portal = PortalSettings()
    guard let node = top["portal"] else {
      if sendsMail { top.fault(.conflict(.linksLeadNowhere), key: "portal") }
      return portal
    }
    guard let section = node.section(keys) else { return portal }
    portal.name = section["name"]?.text() ?? portal.name
    portal.url = section["url"].flatMap(readUrl)
    portal.link = section["link"].flatMap(readLink) ?? portal.link
    portal.locale = section["locale"]?.word(PortalSettings.Locale.self) ?? portal.locale
    portal.timeZone = section["timeZone"].flatMap(readTimeZone) ?? portal.timeZone
    if sendsMail, section["url"] == nil, portal.link.contains("{url}") {
      section.fault(.conflict(.linksLeadNowhere), key: "url")
    }
    return portal
  }

  /// Without its final slash, since a link goes on with one.
  private static func readUrl(_ node: SettingsNode) -> String? {
    guard let text = node.text(.portalURL) else { return nil }
    guard isSafe(text), !text.contains("?"), !text.contains("#") else { return node.refuse(.portalURL) }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func readLink(_ node: SettingsNode) -> String? {
    guard let text = node.text(.link) else { return nil }
    let filled = text.replacing("{token}", with: "x").replacing("{url}", with: "https://x.example")
    guard text.split(separator: "{token}", omittingEmptySubsequences: false).count == 2,
      !filled.contains("{"), !filled.contains("}"), isSafe(filled)
    else { return node.refuse(.link) }
    return text
  }

  private static func isSafe(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\"<>\\^`|".utf8.contains($0) }),
      let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.password == nil
    else { return false }
    return parts.scheme == "https" || (parts.scheme == "http" && LoopbackHost.contains(host))
  }

  private static func readTimeZone(_ node: SettingsNode) -> String? {
    guard let text = node.text(.timeZone) else { return nil }
    return TimeZone(identifier: text) == nil ? node.refuse(.timeZone) : text
  }
}
