/// The mappings the program carries, by name.
package enum ShippedMappings {
  package static let all: [String: [UInt8]] = ["openldap": PackageResources.openldap_yaml]
}
