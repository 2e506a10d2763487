import Provisioning

extension French {
  package func explain(_ outcome: KeyOutcome) -> Explanation {
    switch outcome {
    case .current(let id): explain("Nouvelle clé : \(id). Les liens sont désormais faits avec elle.")
    case .used(let use): explain("Gardée : \(use.keyID), pour \(links(use)).")
    case .recent(let id):
      explain("Gardée : \(id), en service jusqu'ici ; un programme en cours peut encore s'en servir.")
    case .dropped(let id): explain("Retirée : \(id) ; aucun lien ouvert n'a été fait avec elle.")
    case .changed(let file):
      explain(
        "\(file) a changé.", nil, "Gardez-en une copie, mais pas à côté des sauvegardes de la base.")
    case .notReplaced(let file, let detail):
      explain(
        "La clé n'a pas été changée : \(file) ne peut pas être remplacé (\(system(detail))).", nil,
        "Lancez la commande sous un compte qui peut écrire dans ce dossier. Une copie que systemd prête à un service ne "
          + "se change pas : changez le fichier d'où elle vient.")
    }
  }

  private func links(_ use: KeyUse) -> String {
    let all = count(use.openTokens, "lien ouvert", "liens ouverts")
    return use.unsent > 0 ? "\(all), dont \(figures.number(use.unsent)) dans des mails qui ne sont pas partis" : all
  }
}
