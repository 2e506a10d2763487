import Foundation

/// The files an administrator begins with: settings in which every key is explained, and a mapping.
package struct StartingFiles {
  private let language: Language
  private let flavour: String

  package init(_ language: Language, flavour: String) {
    self.language = language
    self.flavour = flavour
  }

  package var settings: String {
    let text = language == .fr ? PackageResources.settings_fr_yaml : PackageResources.settings_en_yaml
    return String(decoding: text, as: UTF8.self).replacing("{{flavour}}", with: flavour)
  }

  /// A shipped mapping below an explanation of its keys.
  package func mapping(_ shipped: [UInt8]) -> String {
    let text = language == .fr ? PackageResources.mapping_fr_yaml : PackageResources.mapping_en_yaml
    return String(decoding: text + shipped, as: UTF8.self)
  }

  /// What stands above a key in its file.
  package var keyRemark: String {
    language == .fr
      ? "# Clés des liens : un nom, une espace, 32 octets en base64. La première fait les nouveaux liens."
      : "# Keys of links: a name, a space, 32 bytes in base64. The first one makes new links."
  }
}
