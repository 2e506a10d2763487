import Provisioning

extension French {
  package func explain(_ error: SettingsError) -> Explanation {
    explain("\(error.place) : \(sentence(error.kind, error.key.map { "`\($0)`" } ?? "le fichier"))")
  }

  private func sentence(_ kind: SettingsError.Kind, _ name: String) -> String {
    switch kind {
    case .noSettings(let places):
      say(
        "pas de réglages dans \(places.joined(separator: ", ")) ; commencez par navette init, ou nommez un fichier avec "
          + "--config")
    case .unreadable: say("le fichier n'est pas là, ou ne peut être lu ; vérifiez le chemin et les droits")
    case .notUTF8: say("le fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8")
    case .syntax(let problem): say("ce n'est pas du YAML : \(say(YAMLDiagnosis(problem: problem)))")
    case .duplicateKey: say("\(name) y est deux fois ; gardez l'une des deux")
    case .notSupported(let feature): say("\(name) : \(say(feature)) n'a pas cours ici ; écrivez la valeur elle-même")
    case .unknownKey(let nearest):
      nearest.map { say("\(name) n'est pas une clé connue ; vouliez-vous dire `\($0)` ?") }
        ?? say("\(name) n'est pas une clé connue ; ôtez-la")
    case .wrongType(let expected, let found): say("\(name) doit être \(say(expected)), et non \(say(found))")
    case .missing: say("\(name) manque ; ajoutez-le")
    case .badValue(let found, let expected): say("\(name) est \(say(found)) ; il faut \(say(expected))")
    case .conflict(let conflict): say("\(name) : \(say(conflict))")
    case .reference(let reference): say("\(name) : \(say(reference))")
    case .secret(let path, let fault): say("\(name) désigne \(path) : \(say(fault, path))")
    case .mappingNotFound(let mapping, let places, let shipped):
      say(
        "\(name) : pas de mapping « \(mapping) » dans \(mappingPlaces(places, shipped)) ; nommez-en un qui existe, ou "
          + "donnez un chemin")
    }
  }

  private func mappingPlaces(_ places: [String], _ shipped: [String]) -> String {
    let own = shipped.isEmpty ? "" : " ni parmi ceux du programme (\(shipped.joined(separator: ", ")))"
    return places.joined(separator: ", ") + own
  }

  private func say(_ feature: SettingsError.Feature) -> String {
    switch feature {
    case .anchor: "une ancre ou un alias YAML"
    case .alias: "un alias YAML"
    case .mergeKey: "une clé de fusion YAML"
    }
  }

  private func say(_ found: SettingsError.Found) -> String {
    switch found {
    case .group: "un groupe de clés"
    case .list: "une liste"
    case .emptyList: "une liste vide"
    case .nothing: "vide"
    case .alias: "un alias"
    case .text(let text): say("« \(text) »")
    }
  }

  private func say(_ reference: SettingsError.Reference) -> String {
    switch reference {
    case .unknown(let name): say("${\(name)} est inconnu ; il y a ${env:NOM} et ${credential:NOM}")
    case .noVariable(let name):
      say("l'environnement n'a pas de variable \(name) ; définissez-la, ou écrivez la valeur elle-même")
    case .credentialNotHere: say("un credential tient lieu de mot de passe ou de fichier, pas de ceci")
    case .noCredentials(let wanted):
      say("il n'y a pas de $CREDENTIALS_DIRECTORY ; ajoutez LoadCredential=\(wanted):… à l'unité")
    case .badCredentialName: say("le nom d'un credential n'a pas de barre oblique et n'est pas vide")
    }
  }

  private func say(_ fault: SettingsError.SecretFault, _ path: String) -> String {
    switch fault {
    case .unreadable: say("il ne peut être lu ; vérifiez qu'il existe et que ce compte peut le lire")
    case .notUTF8: say("il n'est pas en UTF-8 ; écrivez le secret de nouveau")
    case .empty: say("il est vide ; écrivez-y le secret")
    case .readableByOthers(let mode):
      say("d'autres peuvent le lire (mode \(String(mode, radix: 8))) ; lancez chmod 600 \(path)")
    case .tokenKeys(let fault): say(fault)
    }
  }

  package func say(_ fault: TokenKeyFault) -> String {
    let what =
      switch fault.kind {
      case .idTwice(let id): say("la clé \(id) y est deux fois ; donnez à chaque clé un nom à elle")
      case .noKey:
        say("il n'y a pas de clé ; pour en faire une : echo key1 $(head -c 32 /dev/urandom | base64) > FICHIER")
      case .notAKey: say("une clé est son nom, une espace, et 32 octets en base64")
      case .badID: say("le nom d'une clé n'a que des lettres, des chiffres, - . et _, 64 au plus")
      case .notBase64(let id): say("la clé \(id) n'est pas 32 octets en base64")
      }
    return say("ligne \(fault.line) : \(what)")
  }
}
