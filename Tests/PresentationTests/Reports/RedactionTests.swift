import Foundation
import Presentation
import Provisioning
import Testing

/// Nothing that tells who somebody is gets past `--redact`.
struct RedactionTests {
  @Test(arguments: [
    ("uid=ada,dc=valmont", "uid=•••,dc=•••"), ("CN=Lovelace\\, Ada,OU=x", "CN=•••,OU=•••"),
    ("cn=a+sn=b,dc=c", "cn=•••+sn=•••,dc=•••"), ("cn=x\\\\,dc=c", "cn=•••,dc=•••"), ("cn=a=b,dc=c", "cn=•••,dc=•••"),
    ("cn=\"Lovelace, Ada\",dc=c", "•••"), ("Ada Lovelace", "•••"), ("", "•••"), ("cn=a,Ada Lovelace", "•••"),
    ("1.2.840.1=#0401,dc=c", "1.2.840.1=•••,dc=•••"), ("é=x", "•••"),
  ])
  func `a DN keeps its types and loses its values`(_ dn: String, _ expected: String) {
    #expect(Redaction.on.dn(dn) == expected)
    #expect(Redaction.off.dn(dn) == dn)
  }

  @Test(arguments: [
    ("550 5.1.1 <ada@valmont.example> unknown", "550 5.1.1 •••"), ("no such person", "•••"), ("421", "421 •••"),
    ("550-5.1.1 <ada> unknown", "550 5.1.1 •••"), ("550 0612345678@valmont.example unknown", "550 •••"), ("", "•••"),
  ])
  func `a reply keeps its codes`(_ reply: String, _ expected: String) {
    #expect(Redaction.on.reply(reply) == expected)
  }

  @Test(arguments: [
    ("ldap://a.example/uid=ada", "ldap://a.example"), ("ldap://a.example", "ldap://a.example"), ("uid=ada", "•••"),
  ])
  func `a referral keeps its server`(_ url: String, _ expected: String) {
    #expect(Redaction.on.referral(url) == expected)
  }

  @Test(arguments: ReportFormat.allCases, Language.allCases)
  func `no report that is redacted tells who somebody is`(_ format: ReportFormat, _ language: Language) {
    let names = [
      "LOVELACE", "Ada ", "ada@", "=ada", "zoe", "Zoé", "DUPONT", "paul", "Paul", "=luc", "DURAND", "R-00", "+336",
      "personne1", "propose1", "Cantine", "Garderie", "famille@", "Docteur", "demain", "@maison", "@ancien",
      "nouvelle@", "pwned", "EVE", "Très-Long", "日本", "evil", "DSID-0000",
    ]
    for (sample, report) in SampleReports.all {
      let text = Golden.string(format, report, Golden.style(language, redact: true, verbose: true))
      for name in names { #expect(!text.contains(name), "\(sample) shows \(name)") }
    }
  }
}
