import Provisioning

/// Values in the words of directories.
extension SettingsNode {
  func attributeName() -> String? {
    guard let text = text(.attributeName) else { return nil }
    return AttributeDescription.isValid(text.utf8) ? text : refuse(.attributeName)
  }

  func filter() -> Filter? {
    guard let text = text(.filter) else { return nil }
    do throws(Filter.SyntaxError) {
      return try Filter(parsing: text)
    } catch {
      return refuse(.filterSyntax(error))
    }
  }

  func pattern() -> Pattern? {
    // A pattern may have ${…} of its own.
    guard let text = rawText(.pattern) else { return nil }
    return Pattern(text) ?? refuse(.validPattern)
  }
}
