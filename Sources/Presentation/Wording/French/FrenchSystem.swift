/// What the system says of a failure, which it says in English to a program that asks for no locale (setlocale(3)).
extension French {
  /// The same in French where it is known; `detail` is a phrase of the system, alone or behind a path and a colon.
  func system(_ detail: String) -> String {
    let parts = detail.split(separator: ": ", omittingEmptySubsequences: false)
    guard let last = parts.last, let phrase = Self.phrases[String(last)] else { return detail }
    return (parts.dropLast().map(String.init) + [say(phrase)]).joined(separator: "\u{A0}: ")
  }

  /// strerror(3), gai_strerror(3) and sqlite3_errstr, as Debian's libraries word them.
  private static let phrases: [String: FrenchText] = [
    "No such file or directory": "pas de tel fichier ni dossier", "Permission denied": "accès refusé",
    "Operation not permitted": "opération interdite", "Not a directory": "ce n'est pas un dossier",
    "Is a directory": "c'est un dossier", "File exists": "il existe déjà",
    "No space left on device": "plus de place sur le disque", "Disk quota exceeded": "quota du disque dépassé",
    "File too large": "fichier trop grand", "Read-only file system": "système de fichiers en lecture seule",
    "Input/output error": "erreur d'entrée-sortie", "Too many open files": "trop de fichiers ouverts",
    "Connection refused": "connexion refusée", "Connection timed out": "pas de réponse à temps",
    "Connection reset by peer": "connexion coupée par l'autre bout", "Broken pipe": "connexion coupée",
    "No route to host": "aucune route vers cette machine", "Network is unreachable": "réseau inaccessible",
    "Network is down": "réseau arrêté", "Host is down": "machine arrêtée",
    "Name or service not known": "nom inconnu",
    "No address associated with hostname": "aucune adresse sous ce nom",
    "Temporary failure in name resolution": "le serveur de noms ne répond pas",
    "Non-recoverable failure in name resolution": "le serveur de noms a échoué",
    "file is not a database": "ce n'est pas un fichier SQLite",
    "database disk image is malformed": "le fichier SQLite est abîmé",
    "unable to open database file": "le fichier ne s'ouvre pas",
    "attempt to write a readonly database": "elle est en lecture seule",
    "database or disk is full": "plus de place sur le disque", "disk I/O error": "erreur du disque",
    // What the adapters say themselves.
    "no right to make a schema in this database": "aucun droit d'y créer un schéma",
    "another program's schema \"navette\"": "un schéma « navette » d'un autre programme",
    "a standby": "c'est un serveur secondaire",
    "opened to read only": "ouverte en lecture seule", "another program's database": "la base d'un autre programme",
    "the server closed the connection": "le serveur a fermé la connexion",
    "an answer that is not SMTP": "une réponse qui n'est pas du SMTP",
    "the server offers no AUTH that can be used": "le serveur n'offre aucune identification (AUTH) utilisable",
    "libcurl does not start": "libcurl ne démarre pas",
    "no paged results control after a cookie": "pas de contrôle de pagination après un cookie",
  ]
}
