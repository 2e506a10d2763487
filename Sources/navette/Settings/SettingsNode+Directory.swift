import Provisioning

/// Values in the words of directories.
extension SettingsNode {
  func attributeName() -> String? {
    let expected = "the name of an attribute, such as mail or cn;lang-fr"
    guard let text = text(expected) else { return nil }
    return AttributeDescription.isValid(text.utf8) ? text : refuse(expected)
  }

  func filter() -> Filter? {
    guard let text = text("a filter such as (objectClass=person)") else { return nil }
    do throws(Filter.SyntaxError) {
      return try Filter(parsing: text)
    } catch {
      return refuse("a filter (RFC 4515): after \(error.offset) bytes there should be \(error.expected.rawValue)")
    }
  }

  func pattern() -> Pattern? {
    // A pattern may have ${…} of its own.
    guard let text = rawText("a regular expression") else { return nil }
    return Pattern(text) ?? refuse("a regular expression; this one cannot be read")
  }
}
