import Provisioning

extension English {
  /// What does not go together, after the key it is about.
  func say(_ conflict: SettingsError.Conflict) -> String {
    switch conflict {
    case .storeAddressUnreadable:
      "this is no address of PostgreSQL; write postgresql://USER@HOST/DATABASE, with % and two digits for what is reserved"
    case .passwordInStoreAddress:
      "a password does not stand in an address; use storePasswordFile, a password file or a service file"
    case .storeUnverified: "nobody would check which server answers; add sslmode=verify-full and sslrootcert=FILE"
    case .neededByPostgreSQLOnly: "a file needs none; take it out"
    case .directoryNameTwice(let name): "two directories are named \(name); give each a name of its own"
    case .fileAmongServers: "a file stands alone; take the others out"
    case .neededByServersOnly: "a file needs none; take it out"
    case .startTLSWithoutLDAP: "StartTLS goes with ldap:// only; take it out, or change url"
    case .bindInClear: "a password would cross the network in clear; use ldaps:// or startTLS: true"
    case .baseWithinAnother(let base): "\(base) lies within another base; take it out"
    case .notForBindMethod(let method): "method \(method) needs none; take it out"
    case .externalWithoutCertificate: "external rests on a clientCertificate, or on ldapi://; add one"
    case .passwordAndPasswordFile: "password and passwordFile say the same; keep one of them"
    case .passwordInFile:
      "a password does not stand in this file; write \(say(.passwordReference)), or use passwordFile"
    case .linksLeadNowhere: "mails carry links, so portal.url must say where they lead; add it"
    case .neededByRelaysOnly: "mails put into a folder need none; take it out"
    case .startTLSWithSMTPS: "smtps:// is encrypted from the start; take it out, or use smtp://"
    case .relayPasswordInClear: "a password could cross the network in clear; use required, or smtps://"
    case .templateAndFrom: "a template names its attributes itself; keep one of template and from"
    case .everyOfOneValue: "only fields below attributes can have several values; use choose"
    case .everyAndChoose: "every takes all values; keep one of every and choose"
    case .sameBarCase: "two keys are the same but for case; keep one of them"
    case .stepsInOneItem: "each step is an item of its own; begin each with -"
    case .correlationTooWeak: "a rule needs number, email, or lastName and firstName together; add one"
    }
  }

  /// What is not YAML, and what to do.
  func say(_ diagnosis: YAMLDiagnosis) -> String {
    switch diagnosis {
    case .keyExpected: "a key is expected here; check the indentation, and that the line above is complete"
    case .itemExpected: "an item that begins with - is expected here; check the indentation"
    case .colonMissing: "a key without its colon; write a colon and a space behind it"
    case .valueMisplaced: "a colon where no key may stand; check the indentation, and put text that has “: ” in quotes"
    case .itemMisplaced: "an item that begins with - may not stand here; check the indentation"
    case .listOpen: "a list that begins with [ is not ended; write a comma or ]"
    case .groupOpen: "a group that begins with { is not ended; write a comma or }"
    case .quoteOpen: "a quote is opened and not closed; close it"
    case .badStart: "a text may not begin with this character; put it in quotes"
    case .valueExpected: "a value is expected here; check that brackets and quotes are closed"
    case .tabulator: "a tab; indent with spaces"
    case .badEscape: "an escape that is not known; double the backslash, or use single quotes"
    case .unseen: "a character nobody can see; take it out"
    case .undefinedAlias: "an alias of nothing; put text that begins with * or & in quotes"
    case .directive: "a line may not begin with %; put the text in quotes"
    case .severalDocuments: "a second document (---); keep one in a file"
    case .other(let problem):
      (problem.isEmpty ? "it cannot be read" : problem) + "; check indentation, quotes and brackets here"
    }
  }
}
