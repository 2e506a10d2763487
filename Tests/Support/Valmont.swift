/// The town whose directory the tests read.
package enum Valmont {
  package static let responsables = "ou=responsables,dc=valmont,dc=example"
  package static let partners = "ou=partenaires,dc=valmont,dc=example"

  /// The top of the tree and its two folders.
  package static let top = """
    dn: dc=valmont,dc=example
    objectClass: domain
    dc: valmont

    dn: ou=responsables,dc=valmont,dc=example
    objectClass: organizationalUnit
    ou: responsables

    dn: ou=partenaires,dc=valmont,dc=example
    objectClass: organizationalUnit
    ou: partenaires


    """

  /// A number of people below a folder, each with seven attributes.
  package static func people(_ numbers: some Sequence<Int>, below base: String = responsables) -> String {
    numbers.map { number in
      """
      dn: uid=p\(number),\(base)
      objectClass: inetOrgPerson
      uid: p\(number)
      cn: Prénom \(number) Nom
      sn: Nom\(number)
      givenName: Prénom\(number)
      mail: p\(number)@valmont.example
      employeeNumber: R-\(number)
      telephoneNumber: +33 1 23 45 67 89


      """
    }.joined()
  }
}
