import Provisioning
import Testing

/// Every step a mapping may ask for.
@Suite struct TransformTests {
  @Test(
    arguments: [
      ("JEAN-PIERRE", "Jean-Pierre"), ("DE LA TOUR", "de la Tour"), ("O'BRIEN", "O'Brien"), ("élodie", "Élodie"),
      ("D'ARTAGNAN", "d'Artagnan"), ("D’ORMESSON", "d’Ormesson"), ("L'HERMITE", "L'Hermite"), ("LE GOFF", "Le Goff"),
      ("DU PONT DES LOGES", "du Pont des Loges"), ("BOURG-LA-REINE", "Bourg-la-Reine"), ("NGUYEN LE", "Nguyen Le"),
      ("DU", "Du"), ("MARIE-ÈVE", "Marie-Ève"), ("DE L'ÉTOILE", "de l'Étoile"), ("N'GUYEN", "N'Guyen"),
      ("  anne  marie ", "  Anne  Marie "), ("œuvrard", "Œuvrard"), ("", ""), ("-", "-"), ("d'", "D'"),
    ])
  func `a name is written as French writes it`(text: String, expected: String) {
    #expect(Transform.titlecase.apply(to: text) == .value(expected))
  }

  @Test(
    arguments: [
      ("Élodie Œuvrard", "Elodie OEuvrard"), ("Straße", "Strasse"), ("L’Haÿ", "L'Hay"), ("Łódź", "Lodz"),
      ("Søren Æbelø", "Soren AEbelo"), ("plain", "plain"), ("e\u{301}", "e"), ("日本", ""),
    ])
  func `accents and ligatures become plain letters`(text: String, expected: String) {
    #expect(Transform.ascii.apply(to: text) == .value(expected))
  }

  @Test(
    arguments: [
      (PhoneRegion.FR, "0612345678", "+33612345678"), (.FR, "06 12 34 56 78", "+33612345678"),
      (.FR, "06.12.34.56.78", "+33612345678"), (.FR, "06-12-34-56-78", "+33612345678"),
      (.FR, "+33 6 12 34 56 78", "+33612345678"), (.FR, "+33 (0)6 12 34 56 78", "+33612345678"),
      (.FR, "0033 6 12 34 56 78", "+33612345678"), (.FR, "00 33 (0) 612345678", "+33612345678"),
      (.FR, "+330612345678", "+33612345678"), (.FR, "33612345678", "+33612345678"), (.FR, "612345678", "+33612345678"),
      (.FR, "(0)6 12 34 56 78", "+33612345678"), (.FR, "06\u{a0}12\u{202f}345678", "+33612345678"),
      (.FR, "02 32 00 00 01", "+33232000001"), (.FR, "0690 12 34 56", "+590690123456"),
      (.FR, "0692 12 34 56", "+262692123456"), (.FR, "0696 12 34 56", "+596696123456"),
      (.FR, "0694 12 34 56", "+594694123456"), (.FR, "0639 12 34 56", "+262639123456"),
      (.RE, "0692 12 34 56", "+262692123456"), (.GP, "06 12 34 56 78", "+33612345678"),
      (.FR, "+590 690 12 34 56", "+590690123456"), (.FR, "+32 470 12 34 56", "+32470123456"),
      (.BE, "0470/12.34.56", "+32470123456"), (.BE, "02 123 45 67", "+3221234567"),
      (.CH, "079 123 45 67", "+41791234567"), (.LU, "621 123 456", "+352621123456"),
      (.DE, "0151 23456789", "+4915123456789"), (.ES, "612 34 56 78", "+34612345678"),
      (.IT, "06 1234 5678", "+390612345678"), (.GB, "07700 900123", "+447700900123"),
      (.MC, "06 12 34 56 78", nil), (.MC, "93 12 34 56", "+37793123456"), (.FR, "+1 202 555 0123", "+12025550123"),
      (.FR, "3639", nil), (.FR, "061234567", nil), (.FR, "06123456789", nil), (.FR, "poste 12", nil),
      (.FR, "06 12 34 56 78 ou 07", nil), (.FR, "", nil), (.FR, "+", nil), (.FR, "+33 6 12", nil), (.FR, "0", nil),
      (.FR, "+0612345678", nil), (.FR, "++33612345678", nil), (.ES, "0612345678", nil),
    ] as [(PhoneRegion, String, String?)])
  func `a phone number becomes international, or is none`(region: PhoneRegion, text: String, expected: String?) {
    let outcome = expected.map(Transform.Outcome.value) ?? .problem(.invalidPhone)
    #expect(Transform.phone(region).apply(to: text) == outcome)
  }

  @Test(
    arguments: [
      ("generalizedTime", "19850412000000Z", "1985-04-12"), ("generalizedTime", "1985041223+0200", "1985-04-12"),
      ("generalizedTime", "19850412", nil), ("generalizedTime", "19850431000000Z", nil),
      ("filetime", "133485408000000000", "2024-01-01"), ("filetime", "x", nil), ("days", "20000", "2024-10-04"),
      ("dd/MM/yyyy", "12/04/1985", "1985-04-12"), ("dd/MM/yyyy", "1/4/1985", nil),
      ("d/M/yyyy", "1/4/1985", "1985-04-01"),
      ("yyyyMMdd", "20240229", "2024-02-29"), ("yyyyMMdd", "20230229", nil), ("dd/MM/yyyy", "12/13/1985", nil),
      ("yyyy-MM-dd HH:mm", "2026-08-31 12:30", "2026-08-31"), ("dd/MM/yyyy", "12/04/1985 ", nil),
    ] as [(String, String, String?)])
  func `a date becomes ISO 8601, or is none`(form: String, text: String, expected: String?) throws {
    let form = try #require(DateForm(name: form))
    let outcome = expected.map(Transform.Outcome.value) ?? .problem(.invalidDate)
    #expect(Transform.date(form).apply(to: text) == outcome)
  }

  @Test(arguments: ["dd/MM/yy", "MM/yyyy", "dd MMM yyyy", "", "dd/dd/MM/yyyy", "ddxMMxyyyy", "DateOnly"])
  func `a pattern of dates needs a whole year, a month and a day`(text: String) {
    #expect(DateForm(name: text) == nil)
  }

  @Test(
    arguments: [
      ("cn=Ada,ou=x", "Ada"), ("CN = Ada Lovelace , ou=x", "Ada Lovelace"), (#"cn=Dupont\, Ada,ou=x"#, "Dupont, Ada"),
      (#"cn=Dupont\2C Ada,ou=x"#, "Dupont, Ada"), (#"cn=\C3\89lodie"#, "Élodie"), ("cn=a+sn=b,ou=x", "a"),
      (#"cn=\ a\ ,ou=x"#, " a "), ("ou=Écoles", "Écoles"), ("Ada", nil), ("", nil), ("cn=", nil), ("cn=#0403", nil),
      (#"cn=a\"#, nil), (#"cn=\C3"#, nil), ("=x", nil),
    ] as [(String, String?)])
  func `a DN becomes the value of its first part`(dn: String, expected: String?) {
    #expect(Transform.rdn.apply(to: dn) == (expected.map(Transform.Outcome.value) ?? .problem(.invalidDN)))
  }

  @Test func `plain steps change letters and spaces only`() throws {
    #expect(Transform.trim.apply(to: " \u{a0}Ada ") == .value("Ada"))
    #expect(Transform.lowercase.apply(to: "ÉADA") == .value("éada"))
    #expect(Transform.uppercase.apply(to: "éada straße") == .value("ÉADA STRASSE"))
    #expect(Transform.uppercase.apply(to: "[ada]{z}") == .value("[ADA]{Z}"))
  }

  @Test func `a replacement knows its groups`() throws {
    let pattern = try #require(Pattern("^([A-Z])-?0*([0-9]+)$"))
    #expect(Transform.replace(pattern, with: "$1/$2").apply(to: "R-0042") == .value("R/42"))
    #expect(Transform.replace(pattern, with: "$1/$2").apply(to: "other") == .value("other"))
    #expect(Pattern("(") == nil)
  }

  @Test func `a prefix keeps only the values that begin with it, in its case`() {
    #expect(Transform.prefix("SMTP:").apply(to: "SMTP:ada@valmont.example") == .value("ada@valmont.example"))
    #expect(Transform.prefix("SMTP:").apply(to: "smtp:old@valmont.example") == .dropped)
  }

  @Test func `steps follow one another until one refuses`() {
    let steps: [Transform] = [.prefix("tel:"), .phone(.FR), .trim]
    #expect(Transform.apply([.trim, .uppercase, .ascii], to: " é ") == .value("E"))
    #expect(Transform.apply(steps, to: "fax:1") == .dropped)
    #expect(Transform.apply(steps, to: "tel:1") == .problem(.invalidPhone))
  }
}
