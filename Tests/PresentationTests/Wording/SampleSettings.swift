import Presentation
import Provisioning

/// Every way in which settings and mappings can be wrong.
enum SampleSettings {
  static let errors = kinds.map {
    SettingsError($0, file: "/etc/navette/navette.yaml", line: 3, column: 7, key: "directories[0].bind")
  }

  static let keyFaults: [TokenKeyFault] = [.idTwice("k1"), .noKey, .notAKey, .badID, .notBase64(id: "k1")].map {
    TokenKeyFault(line: 2, $0)
  }

  private static let kinds: [SettingsError.Kind] =
    [
      .noSettings(lookedIn: ["./navette.yaml", "/etc/navette/navette.yaml"]), .unreadable, .notUTF8, .duplicateKey,
      .unknownKey(nearest: nil), .unknownKey(nearest: "bind"), .missing,
      .mappingNotFound(name: "opendlap", lookedIn: ["/etc/navette/mappings"], shipped: ["ent", "openldap"]),
      .mappingNotFound(name: "a/b.yaml", lookedIn: ["/etc/navette/a/b.yaml"], shipped: []),
    ] + SettingsError.Feature.allCases.map { .notSupported($0) }
    + (YAMLDiagnosis.known.keys.sorted() + ["a problem nobody knows", ""]).map { .syntax(problem: $0) }
    + expectations.map { .badValue(found: .text("x"), expected: $0) }
    + found.map { .wrongType(expected: .text, found: $0) } + conflicts.map { .conflict($0) }
    + references.map { .reference($0) } + secrets.map { .secret(path: "/etc/navette/secret.key", $0) }

  private static let found: [SettingsError.Found] = [.group, .list, .emptyList, .nothing, .alias, .text("x")]

  private static let expectations: [SettingsError.Expectation] =
    [
      .text, .keys, .group, .word, .atLeastOne, .path, .trueOrFalse, .integer(1...64), .oneOf(["sub", "one", "base"]),
      .oneOf(["hold"]), .duration(atLeast: 0), .duration(atLeast: 60), .store, .storeMode, .portalURL, .link, .timeZone,
      .directories, .directoryName, .directoryURL, .distinguishedName, .mapping, .limit, .count, .transport, .rate,
      .quietHours, .mailbox, .passwordReference, .attributeName, .attributes, .filter, .pattern, .validPattern,
      .emailAddress, .template, .choice, .values, .transform, .transformDate, .replacement, .dateForm, .correlation,
      .ruledField,
    ]
    + Filter.SyntaxError.Expected.allCases.map { .filterSyntax(Filter.SyntaxError(offset: 7, expected: $0)) }

  private static let conflicts: [SettingsError.Conflict] = [
    .directoryNameTwice("mairie"), .fileAmongServers, .neededByServersOnly, .startTLSWithoutLDAP, .bindInClear,
    .baseWithinAnother("ou=a,dc=b"), .notForBindMethod("anonymous"), .externalWithoutCertificate,
    .passwordAndPasswordFile, .passwordInFile, .linksLeadNowhere, .neededByRelaysOnly, .startTLSWithSMTPS,
    .relayPasswordInClear, .templateAndFrom, .everyOfOneValue, .everyAndChoose, .sameBarCase, .stepsInOneItem,
    .correlationTooWeak,
  ]

  private static let references: [SettingsError.Reference] = [
    .unknown("vault:x"), .noVariable("NOM"), .credentialNotHere, .noCredentials(wanted: "ldap"), .badCredentialName,
  ]

  private static let secrets: [SettingsError.SecretFault] =
    [.unreadable, .notUTF8, .empty, .readableByOthers(mode: 0o644)] + keyFaults.map { .tokenKeys($0) }
}
