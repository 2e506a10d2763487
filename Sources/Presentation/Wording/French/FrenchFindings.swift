import Foundation
import Provisioning

extension French {
  package func say(_ subject: Finding.Subject) -> String {
    switch subject {
    case .settings: "réglages"
    case .mapping: "mapping"
    case .secretKey: "clé secrète"
    case .templates: "modèles"
    case .name: "nom"
    case .connection: "connexion"
    case .tls: "chiffrement"
    case .bind: "identification"
    case .rootDSE: "serveur"
    case .base: "base"
    case .schema: "schéma"
    case .filter: "filtre"
    case .attributes: "attributs"
    case .entries: "entrées"
    case .anchor: "identifiant"
    case .reading: "lecture"
    case .file: "fichier"
    case .store: "comptes"
    case .lock: "verrou"
    case .relay: "relais"
    }
  }

  package func summarise(_ tally: Finding.Tally) -> Explanation {
    let total = count(Finding.Verdict.allCases.reduce(0) { $0 + tally[$1] }, "ligne", "lignes")
    let notices = tally[.notice] > 0 ? say(", \(figures.number(tally[.notice])) à savoir") : ""
    guard !tally.isGood else {
      return explain("Tout va bien : \(total)\(notices).", nil, "Ensuite : \(program) plan")
    }
    return explain(
      "\(count(tally[.bad], "défaut", "défauts"))\(notices), sur \(total).", nil,
      "Corrigez ce qui est marqué, puis relancez \(program) check.")
  }

  package func explain(_ finding: Finding) -> Explanation {
    switch finding.fact {
    case .settings(let path, let directories): explain("\(path) : \(count(directories, "annuaire", "annuaires")).")
    case .faulty(_, let error): explain(error)
    case .templatesFailed(let fault): explain(fault)
    case .mapping(let name, let path, let fields):
      explain("\(name) (\(path ?? "livré")) : des règles pour \(count(fields, "champ", "champs")).")
    case .secretKeys(let path, let keys):
      explain("\(path) : \(count(keys, "clé", "clés")), lisible par son seul propriétaire.")
    case .templates(let folder, let number):
      explain("\(folder) : \(count(number, "modèle de mail à vous", "modèles de mail à vous")).")
    case .located(let question, let servers):
      explain("Le DNS donne pour \(question), dans cet ordre : \(list(servers)).")
    case .unlocated(let detail):
      explain(
        "Le DNS ne mène à aucun serveur : \(detail).", nil,
        "Vérifiez le domaine dans « url », et le serveur de noms de cette machine ; ou nommez les serveurs eux-mêmes.")
    case .resolved(let host, let addresses): explain("\(host) est \(list(addresses)).")
    case .unresolved(let host, let detail): unresolved(host, detail)
    case .connected: explain("Le serveur répond.")
    case .encrypted(let until):
      explain("Le certificat est bon\(until.map { ", et valable jusqu’au \(say($0))" } ?? "").")
    case .clear(let isLocal):
      isLocal
        ? explain("Pas de chiffrement ; rien ne quitte cette machine.")
        : explain(
          "Pas de chiffrement : qui écoute en chemin peut tout lire.", nil, "Utilisez ldaps://, ou startTLS: true.")
    case .signedIn(let method, let name):
      name.isEmpty ? explain("Acceptée, méthode \(method).") : explain("Acceptée comme \(name).")
    case .failed(_, let error): explain(error)
    case .untried(let subjects):
      explain("Pas essayé, à cause de ce qui précède : \(list(subjects.map(say))).")
    case .file(let path, let entries):
      explain(
        "\(path) : \(self.entries(entries)) pour ce mapping.", nil,
        entries == 0 ? "Vérifiez la base et le filtre, des réglages et du mapping." : nil)
    default: explainMore(finding.fact)
    }
  }

  private func unresolved(_ host: String, _ detail: String) -> Explanation {
    explain(
      "\(host) est inconnu : \(system(detail)).", nil,
      host.hasSuffix(".example")
        ? "C'est un exemple : mettez le nom de votre serveur dans « url »."
        : "Vérifiez le nom dans « url », et le serveur de noms de cette machine.")
  }
}
