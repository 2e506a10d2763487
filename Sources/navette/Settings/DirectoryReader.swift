import Foundation
import Provisioning

/// Reads one of the `directories` of the settings.
struct DirectoryReader {
  private static let keys = [
    "name", "url", "startTLS", "caFile", "clientCertificate", "bind", "base", "scope", "filter", "pageSize", "read",
    "fullEvery", "sweepEvery", "overlap", "connectTimeout", "idleTimeout", "mapping",
  ]

  private let section: SettingsSection

  /// `isNew` tells whether a name was not given before.
  static func read(_ node: SettingsNode, isNew: (String) -> Bool) -> DirectorySettings? {
    node.section(keys).map(DirectoryReader.init(section:))?.read(isNew)
  }

  private func read(_ isNew: (String) -> Bool) -> DirectorySettings? {
    let name = section.required("name").flatMap { readName($0, isNew) }
    let urls = section.required("url").map(readURLs) ?? []
    let startTLS = section["startTLS"]?.boolean() ?? false
    let caFile = section["caFile"]?.path()
    let certificate = section["clientCertificate"].flatMap(readCertificate)
    let bind = section["bind"].flatMap { BindReader.read($0, hasCertificate: certificate != nil, urls: urls) }
    let bases = section["base"]?.oneOrMore().compactMap(base) ?? []
    let scope = section["scope"]?.word(DirectorySettings.Scope.self)
    checkOverlap(bases, scope ?? .sub)
    let filter = section["filter"]?.filter()
    let pageSize = section["pageSize"]?.integer(1...100_000)
    let read = section["read"]?.word(DirectorySettings.Read.self)
    let fullEvery = section["fullEvery"]?.duration(atLeast: 60)
    let sweepEvery = section["sweepEvery"]?.duration()
    let overlap = section["overlap"]?.duration(atLeast: 1)
    let connectTimeout = section["connectTimeout"]?.duration(atLeast: 1)
    let idleTimeout = section["idleTimeout"]?.duration(atLeast: 1)
    let mapping = section.required("mapping").flatMap(MappingFile.find)
    checkTogether(urls, startTLS: startTLS, bind: bind)
    guard let name, let mapping else { return nil }
    return DirectorySettings(
      name: name, urls: urls, startTLS: startTLS, caFile: caFile, clientCertificate: certificate,
      bind: bind ?? .anonymous, bases: bases, scope: scope ?? .sub, filter: filter, pageSize: pageSize ?? 1000,
      read: read ?? .auto, fullEvery: fullEvery ?? 86_400,
      sweepEvery: sweepEvery ?? 3_600, overlap: overlap ?? 60,
      connectTimeout: connectTimeout ?? 10, idleTimeout: idleTimeout ?? 60,
      mapping: mapping.mapping, mappingPath: mapping.path)
  }

  /// An entry below two bases would be read twice, and so seem to share its identifier with another.
  private func checkOverlap(_ bases: [String], _ scope: DirectorySettings.Scope) {
    guard scope == .sub else { return }
    let names = bases.compactMap { DistinguishedName($0) }
    for (index, name) in names.enumerated() {
      guard names.enumerated().contains(where: { $0.offset != index && name.isWithin($0.element) }) else { continue }
      section.fault(.conflict(.baseWithinAnother(bases[index])), key: "base")
    }
  }

  private func readName(_ node: SettingsNode, _ isNew: (String) -> Bool) -> String? {
    guard let text = node.text(.directoryName) else { return nil }
    let isPlain = text.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || "-._".utf8.contains($0)
    }
    guard isPlain, text.utf8.count <= 64 else { return node.refuse(.directoryName) }
    if !isNew(text) { node.fault(.conflict(.directoryNameTwice(text))) }
    return text
  }

  private func readURLs(_ node: SettingsNode) -> [DirectoryURL] {
    let urls = node.oneOrMore().compactMap { item -> DirectoryURL? in
      guard let text = item.text(.directoryURL) else { return nil }
      return DirectoryURL(text, absolute: item.source.absolute) ?? item.refuse(.directoryURL)
    }
    if urls.count > 1, urls.contains(where: \.isFile) { node.fault(.conflict(.fileAmongServers)) }
    return urls
  }

  private func readCertificate(_ node: SettingsNode) -> ClientCertificate? {
    guard let section = node.section(["certFile", "keyFile"]) else { return nil }
    let certFile = section.required("certFile")?.path()
    let keyFile = section.required("keyFile")?.path()
    guard let certFile, let keyFile else { return nil }
    return ClientCertificate(certFile: certFile, keyFile: keyFile)
  }

  private func base(_ node: SettingsNode) -> String? {
    guard let text = node.text(.distinguishedName) else { return nil }
    return Transform.rdn.apply(to: text) == .problem(.invalidDN) ? node.refuse(.distinguishedName) : text
  }

  private func checkTogether(_ urls: [DirectoryURL], startTLS: Bool, bind: BindSettings?) {
    if urls.contains(where: \.isFile) {
      for key in ["startTLS", "caFile", "clientCertificate", "bind"] where section[key] != nil {
        section.fault(.conflict(.neededByServersOnly), key: key)
      }
    } else if section["base"] == nil {
      section.fault(.missing, key: "base")
    }
    if startTLS, !urls.allSatisfy(\.isClear) {
      section.fault(.conflict(.startTLSWithoutLDAP), key: "startTLS")
    }
    guard case .simple = bind, !startTLS, urls.contains(where: { $0.isClear && !$0.isLocal }) else { return }
    section.fault(.conflict(.bindInClear), key: "bind")
  }
}
