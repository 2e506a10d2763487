import Foundation

/// A town with as many responsables as a test needs, each with an address of its own.
package enum ScenarioTown {
  package static func ldif(_ count: Int) -> String {
    Valmont.top
      + (1...count).map { number in
        """
        dn: uid=p\(number),ou=responsables,dc=valmont,dc=example
        objectClass: inetOrgPerson
        entryUUID: \(anchor(number))
        uid: p\(number)
        cn: Ada Nom\(number)
        sn: Nom\(number)
        givenName: Ada
        employeeNumber: \(self.number(number))
        mail: p\(number)@valmont.example


        """
      }.joined()
  }

  package static func anchor(_ number: Int) -> String {
    let digits = String(number)
    return "a1e0c4d2-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  package static func number(_ number: Int) -> String {
    let digits = String(number)
    return "R-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
