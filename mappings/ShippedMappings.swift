/// The mappings the program carries, by name.
package enum ShippedMappings {
  package static let all: [String: [UInt8]] = [
    "389ds": PackageResources._89ds_yaml,
    "active-directory": PackageResources.active_directory_yaml,
    "ent": PackageResources.ent_yaml,
    "openldap": PackageResources.openldap_yaml,
  ]
}
