import Provisioning

extension Language {
  /// What `navette init` wrote, and what to do next.
  package func began(_ files: [String], settings: String, isHere: Bool) -> String {
    let config = isHere ? "" : " --config \(settings)"
    let written = files.joined(separator: ", ")
    return switch self {
    case .fr:
      """
      Écrit\u{A0}: \(written).
      1. Dans \(settings), réglez ce qui est marqué (1), (2) et (3)\u{A0}: le serveur, le compte de connexion, la base.
      2. Essayez\u{A0}: navette check\(config)
      3. Regardez ce qui serait fait, sans rien écrire\u{A0}: navette plan\(config)
      """
    case .en:
      """
      Written: \(written).
      1. In \(settings), set what is marked (1), (2) and (3): the server, the account to sign in with, the base.
      2. Try it: navette check\(config)
      3. See what would be done, and write nothing: navette plan\(config)
      """
    }
  }

  /// Files that are there already are never overwritten.
  package func alreadyThere(_ files: [String]) -> String {
    let list = files.joined(separator: ", ")
    return switch self {
    case .fr:
      "\(list)\u{A0}: \(files.count == 1 ? "déjà là" : "déjà là, tous"). Rien n’a été écrit. Choisissez un autre dossier avec --folder, ou ôtez-\(files.count == 1 ? "le" : "les") d’ici."
    case .en:
      "\(list): there already. Nothing was written. Choose another folder with --folder, or take \(files.count == 1 ? "it" : "them") away from here."
    }
  }

  /// A file of a beginning could not be written.
  package func couldNotBegin(_ file: String, _ detail: String) -> String {
    switch self {
    case .fr:
      "\(file) ne peut être écrit\u{A0}: \(French(timeZone: .gmt).system(detail)). Rien n’a été laissé. Vérifiez le dossier et les droits."
    case .en: "\(file) cannot be written: \(detail). Nothing was left behind. Check the folder and its rights."
    }
  }

  /// A flavour that is not shipped.
  package func unknownFlavour(_ name: String, nearest: String?, known: [String]) -> String {
    let list = known.joined(separator: ", ")
    return switch self {
    case .fr:
      "«\u{A0}\(name)\u{A0}» n’est pas livré\(nearest.map { "\u{202F}; vouliez-vous dire \($0)\u{202F}?" } ?? ".") Il y a\u{A0}: \(list)."
    case .en: "“\(name)” is not shipped\(nearest.map { "; did you mean \($0)?" } ?? ".") There are: \(list)."
    }
  }
}
