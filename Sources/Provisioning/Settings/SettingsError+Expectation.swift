extension SettingsError {
  /// What a key wants for a value.
  package enum Expectation: Equatable, Sendable {
    // Of any key.
    case text, keys, group, word, atLeastOne, path, trueOrFalse
    case integer(ClosedRange<Int>)
    /// One of the words of an enumeration.
    case oneOf([String])
    /// At least so many seconds.
    case duration(atLeast: Int)

    // Of the settings.
    case store, storeMode
    case portalURL, link, timeZone
    case directories, directoryName, directoryURL, distinguishedName, principal, mapping
    case limit, count
    case transport, rate, quietHours, mailbox
    /// Where a password may come from.
    case passwordReference

    // Of mappings, and of filters wherever they stand.
    case attributeName, attributes, filter
    case filterSyntax(Filter.SyntaxError)
    case pattern, validPattern
    case emailAddress, template, choice, values
    case transform, transformDate, replacement
    /// The form of `activeUntil`.
    case dateForm
    case correlation, ruledField
  }
}
