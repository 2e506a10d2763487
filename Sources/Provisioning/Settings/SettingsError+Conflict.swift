extension SettingsError {
  /// Values that are right by themselves, and wrong together.
  package enum Conflict: Equatable, Sendable {
    // The store.
    /// libpq cannot read the address; it is not repeated here, since a password may stand in it.
    case storeAddressUnreadable
    case passwordInStoreAddress
    /// Somebody on the way could take the server's place.
    case storeUnverified
    case neededByPostgreSQLOnly

    // A directory.
    case directoryNameTwice(String)
    case fileAmongServers
    /// What only servers need.
    case neededByServersOnly
    case startTLSWithoutLDAP
    /// A password would cross the network in clear.
    case bindInClear
    /// An entry below two bases would be read twice.
    case baseWithinAnother(String)
    case notForBindMethod(String)
    case externalWithoutCertificate
    case passwordAndPasswordFile
    /// A password stands in the file itself; it is not repeated here.
    case passwordInFile

    // Mails.
    case linksLeadNowhere
    /// What only relays need.
    case neededByRelaysOnly
    case startTLSWithSMTPS
    /// A password could cross the network in clear.
    case relayPasswordInClear

    // A mapping.
    case templateAndFrom
    /// `every` on a field that has one value.
    case everyOfOneValue
    case everyAndChoose
    /// Two keys of a table that differ in case only.
    case sameBarCase
    case stepsInOneItem
    case correlationTooWeak
  }

  /// Why `${…}` cannot be filled in.
  package enum Reference: Equatable, Sendable {
    case unknown(String)
    case noVariable(String)
    case credentialNotHere
    /// Nothing lends credentials to this process (systemd.exec(5), `LoadCredential=`).
    case noCredentials(wanted: String)
    case badCredentialName
  }

  /// Why a secret is not usable; never tells the secret itself.
  package enum SecretFault: Equatable, Sendable {
    case unreadable, notUTF8, empty
    /// Permission bits (chmod(2)).
    case readableByOthers(mode: Int)
    case tokenKeys(TokenKeyFault)
  }
}
