import Provisioning

/// The kinds of directory there are: the one place that leads from settings to a directory.
package enum DirectoryKind: Sendable {
  case ldap(LDAPSettings)
  case ldif(LDIFSettings)

  package func open(isInterrupted: @escaping @Sendable () -> Bool = { false }) -> any Directory & EntryFinder {
    switch self {
    case .ldap(let settings): LDAPDirectory(settings, isInterrupted: isInterrupted)
    case .ldif(let settings): LDIFDirectory(settings, isInterrupted: isInterrupted)
    }
  }

  /// What tells of changes; nil for a file, which tells nobody.
  package func bell(isInterrupted: @escaping @Sendable () -> Bool) -> (any ChangeBell)? {
    switch self {
    case .ldap(let settings): LDAPDirectory(settings, isInterrupted: isInterrupted)
    case .ldif: nil
    }
  }
}
