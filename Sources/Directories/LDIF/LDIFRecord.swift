import Provisioning

/// One entry of an LDIF file with all its attributes, and its name taken apart.
package struct LDIFRecord: Equatable, Sendable {
  package let name: DistinguishedName
  package let entry: DirectoryEntry
}
