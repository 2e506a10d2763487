import Provisioning

extension French {
  /// What a key wants for a value, after « doit être » and « il faut ».
  package func say(_ expected: SettingsError.Expectation) -> String {
    switch expected {
    case .text: "un texte"
    case .keys: "fait de clés"
    case .group: "un groupe de clés"
    case .word: "un mot"
    case .atLeastOne: "au moins une valeur"
    case .path: "un chemin"
    case .trueOrFalse: "true ou false"
    case .integer(let range): say("un nombre entier de \(range.lowerBound) à \(range.upperBound)")
    case .oneOf(let words): oneOf(words)
    case .duration(let least):
      "une durée comme 10s, 5m, 24h ou 7d" + (least > 0 ? ", \(least)s au moins" : "")
    case .store: "sqlite:FICHIER, sqlite:FICHIER?mode=0660, ou postgresql://SERVEUR/BASE?sslmode=verify-full"
    case .storeMode: "sqlite:FICHIER?mode=0600 (le propriétaire seul) ou sqlite:FICHIER?mode=0660 (son groupe aussi)"
    case .portalURL: say("une adresse https:// sans point d'interrogation ni # (http:// sur cette machine seulement)")
    case .link: "une adresse avec {token}, une fois, qui commence par {url} ou https://"
    case .timeZone: "un fuseau horaire comme Europe/Paris ou Indian/Reunion"
    case .directories: say("une liste d'annuaires, chacun derrière un -")
    case .directoryName: "un mot fait de lettres, de chiffres, de - . et _, 64 au plus"
    case .directoryURL: "ldap://HÔTE[:PORT], ldaps://HÔTE[:PORT], ldapi://SOCKET, srv:DOMAINE ou ldif:FICHIER"
    case .distinguishedName: "un DN comme ou=responsables,dc=valmont,dc=example"
    case .principal: "un principal comme navette@VALMONT.EXAMPLE"
    case .mapping: say("le nom d'un mapping, ou son chemin")
    case .limit: "un nombre comme 500, un pourcentage comme 5%, ou none"
    case .count: "un nombre comme 500, ou none"
    case .transport: "smtp://HÔTE[:PORT], smtps://HÔTE[:PORT] ou file:DOSSIER"
    case .rate: "un débit comme 10/s, 100/min ou 5000/h"
    case .quietHours: "deux heures différentes comme 21:00-07:00"
    case .mailbox: "une adresse comme ada@valmont.example ou Ada <ada@valmont.example>"
    case .passwordReference: "${env:NOM} ou ${credential:NOM}"
    case .attributeName: say("le nom d'un attribut, comme mail ou cn;lang-fr")
    case .attributes: say("un groupe d'attributs")
    case .filter: "un filtre comme (objectClass=person)"
    case .filterSyntax(let error):
      say("un filtre (RFC 4515) : après \(count(error.offset, "octet", "octets")), il faudrait \(say(error.expected))")
    case .pattern: "une expression régulière"
    case .validPattern: say("une expression régulière ; celle-ci ne se lit pas")
    case .emailAddress: "une adresse e-mail"
    case .template: "un texte avec des attributs entre accolades, comme {sn} {givenName}"
    case .choice: "only, smallest, ou matching: avec une expression régulière"
    case .values: "une table de valeurs"
    case .transform:
      "trim, lowercase, uppercase, titlecase, ascii, rdn, phone: RÉGION, replace: [MOTIF, TEXTE], date: FORMAT ou "
        + "prefix: TEXTE"
    case .transformDate: "generalizedTime, filetime, days, ou un modèle comme dd/MM/yyyy"
    case .replacement: "[MOTIF, TEXTE]"
    case .dateForm: "filetime, generalizedTime, days, ou date: avec un modèle, comme date:dd/MM/yyyy"
    case .correlation: "une liste de listes de champs"
    case .ruledField: "un champ pour lequel le mapping a une règle"
    }
  }

  private func oneOf(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " ou " + last
  }

  private func say(_ expected: Filter.SyntaxError.Expected) -> String {
    switch expected {
    case .openParenthesis: "une parenthèse ouvrante"
    case .closeParenthesis: "une parenthèse fermante"
    case .attribute: say("le nom d'un attribut")
    case .comparison: "=, >=, <= ou ~="
    case .bitRule: say("la règle de bits 1.2.840.113556.1.4.803 ou 1.2.840.113556.1.4.804, puis :=")
    case .integer: "un nombre entier"
    case .escape: say(#"un échappement : \28 pour une parenthèse, \00 pour NUL"#)
    case .hexDigits: "deux chiffres hexadécimaux après la barre oblique inverse"
    case .end: "plus rien"
    case .lessNesting: say("moins de 100 niveaux d'imbrication")
    }
  }
}
