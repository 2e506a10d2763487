import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// What every kind of directory does alike: the same people, from a server and from a file.
@Suite struct DirectoryContractTests {
  private static let ldif =
    Valmont.top + Valmont.people(1...40) + Valmont.people(41...60, below: Valmont.partners) + """
      dn:: \(Data("cn=Zoé \\, \\22Z\\22,ou=responsables,dc=valmont,dc=example".utf8).base64EncodedString())
      objectClass: inetOrgPerson
      cn:: \(Data("Zoé , \"Z\"".utf8).base64EncodedString())
      sn;lang-fr: Autre
      sn: Ünal
      description: two
      description: values
      jpegPhoto:: AP/+AA0K


      """

  /// One directory of each kind, both with the same content.
  private struct Kinds {
    let slapd: Slapd
    let folder: TemporaryFolder
    let all: [any Directory]

    init(bases: [String] = [Valmont.responsables], scope: SearchScope = .sub, filter: Filter? = nil) throws {
      slapd = try Slapd(ldif: DirectoryContractTests.ldif)
      folder = try TemporaryFolder()
      let file = try folder.write("people.ldif", DirectoryContractTests.ldif)
      let ldap = LDAPSettings.test(slapd.url) {
        ($0.bases, $0.scope, $0.filter, $0.pageSize) = (bases, scope, filter, 10)
      }
      let ldif = LDIFSettings(name: "mairie", path: file, bases: bases, scope: scope, filter: filter)
      all = [DirectoryKind.ldap(ldap), .ldif(ldif)].map { $0.open() }
    }
  }

  private static let attributes = ["uid", "SN", "description", "jpegPhoto", "mail", "cn", "nothing"]

  @Test func `the same people come from every kind`() throws {
    let kinds = try Kinds(bases: [Valmont.responsables, Valmont.partners], filter: isPerson)
    let reads = try kinds.all.map { try $0.collect(Self.attributes) }
    #expect(reads[0].entries.count == 61)
    let byName = reads.map { read in
      Dictionary(uniqueKeysWithValues: read.canonical.map { (DistinguishedName($0), $1) })
    }
    #expect(byName[0] == byName[1])
    #expect(reads[0].outcome?.bases == reads[1].outcome?.bases)
  }

  @Test(arguments: SearchScope.allCases)
  func `a scope means the same to every kind`(scope: SearchScope) throws {
    let kinds = try Kinds(scope: scope)
    let reads = try kinds.all.map { try $0.collect(["uid"]) }
    #expect(reads[0].outcome?.bases == reads[1].outcome?.bases)
  }

  @Test func `a selection is a selection to every kind`() throws {
    let kinds = try Kinds()
    for directory in kinds.all {
      let read = try directory.collect(["uid"], filter: isPerson, selection: .equals("mail", "P7@valmont.example"))
      #expect(read.texts("uid") == [["p7"]])
      #expect(read.outcome?.coverage == .selection)
    }
  }

  @Test func `an error of the receiver comes out of every kind unchanged, at once`() throws {
    let kinds = try Kinds()
    for directory in kinds.all {
      var seen = 0
      #expect(throws: DirectoryError.interrupted) {
        try directory.read(ReadRequest(attributes: AttributeSet(["uid"])), anew: {}) { (_) throws(DirectoryError) in
          seen += 1
          throw .interrupted
        }
      }
      #expect(seen == 1)
    }
  }

  @Test func `a directory can be read again`() throws {
    let kinds = try Kinds()
    for directory in kinds.all {
      let first = try directory.collect(["uid"])
      #expect(try directory.collect(["uid"]).canonical == first.canonical)
      #expect(directory.name == "mairie")
    }
  }
}
