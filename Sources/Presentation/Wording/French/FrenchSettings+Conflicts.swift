import Provisioning

extension French {
  /// What does not go together, after the key it is about.
  func say(_ conflict: SettingsError.Conflict) -> String {
    switch conflict {
    case .storeAddressUnreadable:
      say(
        "ce n'est pas une adresse de PostgreSQL ; écrivez postgresql://UTILISATEUR@SERVEUR/BASE, avec % et deux chiffres pour ce qui est réservé"
      )
    case .passwordInStoreAddress:
      say(
        "un mot de passe n'est jamais dans une adresse ; prenez storePasswordFile, un fichier de mots de passe ou de services"
      )
    case .storeUnverified:
      say("personne ne vérifierait quel serveur répond ; ajoutez sslmode=verify-full et sslrootcert=FICHIER")
    case .neededByPostgreSQLOnly: say("inutile avec un fichier ; ôtez-le")
    case .directoryNameTwice(let name): say("deux annuaires s'appellent \(name) ; donnez à chacun un nom à lui")
    case .fileAmongServers: say("un fichier est seul dans url ; ôtez les autres")
    case .neededByServersOnly: say("inutile avec un fichier ; ôtez-le")
    case .startTLSWithoutLDAP: say("StartTLS ne va qu'avec ldap:// ; ôtez-le, ou changez url")
    case .bindInClear:
      say("un mot de passe traverserait le réseau en clair ; prenez ldaps:// ou startTLS: true")
    case .baseWithinAnother(let base): say("\(base) est sous une autre base ; ôtez-la")
    case .notForBindMethod(let method): say("inutile avec la méthode \(method) ; ôtez-le")
    case .externalWithoutCertificate:
      say("external s'appuie sur un clientCertificate, ou sur ldapi:// ; ajoutez l'un des deux")
    case .passwordAndPasswordFile: say("password et passwordFile disent la même chose ; gardez l'un des deux")
    case .passwordInFile:
      say("un mot de passe n'est jamais dans ce fichier ; écrivez \(say(.passwordReference)), ou prenez passwordFile")
    case .linksLeadNowhere: say("les mails contiennent des liens : portal.url doit dire où ils mènent ; ajoutez-le")
    case .neededByRelaysOnly: say("inutile pour des mails mis dans un dossier ; ôtez-le")
    case .startTLSWithSMTPS: say("smtps:// est chiffré dès le début ; ôtez-le, ou prenez smtp://")
    case .relayPasswordInClear:
      say("un mot de passe pourrait traverser le réseau en clair ; prenez required, ou smtps://")
    case .templateAndFrom: say("un template nomme lui-même ses attributs ; gardez template ou from")
    case .everyOfOneValue:
      say("seuls les champs sous attributes peuvent avoir plusieurs valeurs ; prenez choose")
    case .everyAndChoose: say("every prend toutes les valeurs ; gardez every ou choose")
    case .sameBarCase: say("deux clés ne diffèrent que par la casse ; gardez l'une des deux")
    case .stepsInOneItem: say("chaque étape est un élément à elle ; commencez chacune par un -")
    case .correlationTooWeak:
      say("une règle a besoin de number, de email, ou de lastName et firstName ensemble ; ajoutez-en un")
    }
  }

  /// What is not YAML, and what to do.
  func say(_ diagnosis: YAMLDiagnosis) -> String {
    switch diagnosis {
    case .keyExpected: say("on attend ici une clé ; vérifiez le retrait, et que la ligne du dessus est complète")
    case .itemExpected: say("on attend ici un élément qui commence par - ; vérifiez le retrait")
    case .colonMissing: say("une clé sans ses deux-points ; mettez-les derrière elle, suivis d'une espace")
    case .valueMisplaced:
      say(
        "des deux-points là où aucune clé ne peut être ; vérifiez le retrait, et mettez entre guillemets un texte qui "
          + "contient des deux-points et une espace")
    case .itemMisplaced: say("un élément qui commence par - ne peut être ici ; vérifiez le retrait")
    case .listOpen: say("une liste qui commence par [ n'est pas finie ; mettez une virgule ou ]")
    case .groupOpen: say("un groupe qui commence par { n'est pas fini ; mettez une virgule ou }")
    case .quoteOpen: say("un guillemet est ouvert et jamais fermé ; fermez-le")
    case .badStart: say("un texte ne peut commencer par ce caractère ; mettez-le entre guillemets")
    case .valueExpected: say("on attend ici une valeur ; vérifiez que crochets et guillemets sont fermés")
    case .tabulator: say("une tabulation ; mettez des espaces")
    case .badEscape:
      say("un échappement inconnu ; doublez la barre oblique inverse, ou prenez des guillemets simples")
    case .unseen: say("un caractère que personne ne voit ; ôtez-le")
    case .undefinedAlias: say("un alias de rien ; mettez entre guillemets un texte qui commence par * ou par &")
    case .directive: say("une ligne ne peut commencer par un signe pour cent ; mettez le texte entre guillemets")
    case .severalDocuments: say("un second document (---) ; un fichier n'en a qu'un")
    case .other(let problem):
      say(
        "cela ne se lit pas\(problem.isEmpty ? "" : say(" (« \(problem) »)")) ; vérifiez le retrait, les guillemets et les "
          + "crochets")
    }
  }
}
