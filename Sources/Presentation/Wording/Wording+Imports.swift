import Provisioning

extension Language {
  /// Lines with faults stopped an import.
  package func importRefused(_ faults: Int) -> String {
    switch self {
    case .fr:
      "Rien n’a été écrit\u{A0}: \(faults)\u{A0}\(faults < 2 ? "défaut" : "défauts"). Corrigez le fichier, puis relancez."
    case .en: "Nothing was written: \(faults) \(faults == 1 ? "fault" : "faults"). Correct the file, then run it again."
    }
  }

  /// How many accounts an import wrote, and what ties them.
  package func imported(_ count: Int) -> String {
    switch self {
    case .fr:
      """
      \(count)\u{A0}\(count < 2 ? "compte écrit, lié" : "comptes écrits, liés") à rien. Personne n’a reçu de mail.
      Pour les lier à l’annuaire, sans mail\u{A0}: navette plan --adopt, puis navette sync --adopt
      """
    case .en:
      """
      \(count) \(count == 1 ? "account" : "accounts") written, tied to nothing. Nobody was mailed.
      To tie them to the directory, without a mail: navette plan --adopt, then navette sync --adopt
      """
    }
  }

  /// A preview ends here.
  package var importPreviewed: String {
    switch self {
    case .fr: "Rien n’a été écrit. Pour écrire\u{A0}: la même commande sans --check"
    case .en: "Nothing was written. To write: the same command without --check"
    }
  }

  /// A file that is to be brought in cannot be read.
  package func unreadableImport(_ file: String) -> String {
    switch self {
    case .fr: "\(file) ne peut être lu. Vérifiez le chemin et les droits."
    case .en: "\(file) cannot be read. Check its path and its rights."
    }
  }
}
