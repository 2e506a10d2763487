import Provisioning

extension French {
  package func explain(_ obstacle: MigrationObstacle) -> Explanation {
    switch obstacle {
    case .nothingThere(let location):
      explain("Il n'y a pas de base de comptes à copier.", "\(location).", "Vérifiez « store » dans les réglages.")
    case .sameStore(let location):
      explain("La base des comptes serait copiée sur elle-même.", "\(location).", "Nommez-en une autre avec --to.")
    case .inUse(let location, let process):
      explain(
        "Rien n'a été copié : le processus \(process) a la base des comptes ouverte, et ce qu'il y fait serait perdu.",
        "\(location).",
        "Arrêtez le portail, navette deliver et navette sync --watch, sur les autres machines aussi, puis relancez.")
    case .notEmpty(let location, let table, let rows):
      explain(
        "Rien n'a été copié : il y a déjà \(count(rows, "ligne", "lignes")) dans la table \(table).", "\(location).",
        "Nommez avec --to une base vide, ou un fichier qui n'existe pas encore.")
    case .differs(let location, let table):
      explain(
        "Rien n'est gardé de la copie : relue, la table \(table) n'est pas ce qui a été écrit.", "\(location).",
        "Vérifiez le disque et le journal de cette base, puis relancez.")
    }
  }

  package func summarise(_ report: MigrationReport) -> Explanation {
    explain(
      "Copiée, et comparée ligne à ligne : \(count(report.rows, "ligne", "lignes")).", "\(report.from) → \(report.to)")
  }

  package func steps(after report: MigrationReport) -> [String] {
    let password = report.passwordFile.map { " et storePasswordFile: \($0)" } ?? ""
    let steps: [FrenchText] = [
      "Les clés des liens n'en font pas partie : vers une autre machine, portez \(report.keyFile) à part.",
      "Faites lire la nouvelle base au portail, puis \(program) plan --check.",
      "L'ancienne est scellée : ce qui tourne encore dessus est refusé, et n'envoie rien. Gardez-la en sauvegarde.",
    ]
    return ["Dans les réglages\u{A0}: store: \(report.store)\(password)"] + steps.map(\.text)
  }

  package func unsealed(_ location: String, wasSealed: Bool) -> Explanation {
    wasSealed
      ? explain("La base des comptes sert de nouveau.", "\(location).", "Assurez-vous que rien ne tourne sur sa copie.")
      : explain("La base des comptes n'était pas scellée.", "\(location).")
  }

  package func schemaIsCurrent(_ location: String) -> Explanation {
    explain("La base des comptes a le schéma de cette Navette.", "\(location).")
  }
}
