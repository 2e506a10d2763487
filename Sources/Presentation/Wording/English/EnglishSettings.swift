import Provisioning

extension English {
  package func explain(_ error: SettingsError) -> Explanation {
    Explanation("\(error.place): \(sentence(error.kind, error.key.map { "`\($0)`" } ?? "the file"))")
  }

  private func sentence(_ kind: SettingsError.Kind, _ name: String) -> String {
    switch kind {
    case .noSettings(let places):
      "no settings were found in \(places.joined(separator: ", ")); begin with navette init, or name a file with "
        + "--config"
    case .unreadable: "the file is not there, or may not be read; check its path and permissions"
    case .notUTF8: "the file is not UTF-8; save it as UTF-8"
    case .syntax(let problem): "this is not YAML: \(say(YAMLDiagnosis(problem: problem)))"
    case .duplicateKey: "\(name) stands twice; keep one of them"
    case .notSupported(let feature): "\(name): \(say(feature)) cannot be used here; write the value out"
    case .unknownKey(let nearest):
      nearest.map { "\(name) is not known; did you mean `\($0)`?" } ?? "\(name) is not known; take it out"
    case .wrongType(let expected, let found): "\(name) must be \(say(expected)), not \(say(found))"
    case .missing: "\(name) is missing; add it"
    case .badValue(let found, let expected): "\(name) is \(say(found)); it must be \(say(expected))"
    case .conflict(let conflict): "\(name): \(say(conflict))"
    case .reference(let reference): "\(name): \(say(reference))"
    case .secret(let path, let fault): "\(name) names \(path): \(say(fault, path))"
    case .mappingNotFound(let mapping, let places, let shipped):
      "\(name): no mapping “\(mapping)” in \(mappingPlaces(places, shipped)); name one of these, or a path"
    }
  }

  private func mappingPlaces(_ places: [String], _ shipped: [String]) -> String {
    let own = shipped.isEmpty ? [] : ["the shipped ones (\(shipped.joined(separator: ", ")))"]
    return (places + own).joined(separator: ", ")
  }

  private func say(_ feature: SettingsError.Feature) -> String {
    switch feature {
    case .anchor: "a YAML anchor or alias"
    case .alias: "a YAML alias"
    case .mergeKey: "a YAML merge key"
    }
  }

  private func say(_ found: SettingsError.Found) -> String {
    switch found {
    case .group: "a group of keys"
    case .list: "a list"
    case .emptyList: "an empty list"
    case .nothing: "nothing"
    case .alias: "an alias"
    case .text(let text): "“\(text)”"
    }
  }

  private func say(_ reference: SettingsError.Reference) -> String {
    switch reference {
    case .unknown(let name): "${\(name)} is not known; ${env:NAME} and ${credential:NAME} are"
    case .noVariable(let name): "the environment has no variable \(name); set it, or write the value out"
    case .credentialNotHere: "a credential can stand for a password or a file, not here"
    case .noCredentials(let wanted):
      "there is no $CREDENTIALS_DIRECTORY; add LoadCredential=\(wanted):… to the unit"
    case .badCredentialName: "the name of a credential has no slash and is not empty"
    }
  }

  private func say(_ fault: SettingsError.SecretFault, _ path: String) -> String {
    switch fault {
    case .unreadable: "it cannot be read; check that it exists and that this account may read it"
    case .notUTF8: "it is not UTF-8; write the secret anew"
    case .empty: "it is empty; write the secret into it"
    case .readableByOthers(let mode): "others can read it (mode \(String(mode, radix: 8))); run chmod 600 \(path)"
    case .tokenKeys(let fault): say(fault)
    }
  }

  package func say(_ fault: TokenKeyFault) -> String {
    let what =
      switch fault.kind {
      case .idTwice(let id): "the key \(id) stands twice; give each key an id of its own"
      case .noKey: "there is no key; make one with: echo key1 $(head -c 32 /dev/urandom | base64) > FILE"
      case .notAKey: "a key is its id, a space, and 32 bytes in base64"
      case .badID: "the id of a key has letters, digits, - . and _ only, 64 at most"
      case .notBase64(let id): "the key \(id) is not 32 bytes in base64"
      }
    return "line \(fault.line): \(what)"
  }
}
