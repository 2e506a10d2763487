import Foundation
import Provisioning

extension French {
  package func explain(_ error: StoreError) -> Explanation {
    switch error {
    case .unreachable(let location, let detail):
      explain(
        "La base des comptes ne s'ouvre pas : \(system(detail)).", "\(location).",
        "Vérifiez « store » dans les réglages, que son serveur tourne ou que son dossier existe, et les droits.")
    case .held(let location, let holder, let since):
      explain(
        "Une autre exécution tient la base des comptes : \(holder)\(since.map { ", depuis le \(say($0))" } ?? "").",
        "\(location).",
        "Attendez qu'elle ait fini, puis relancez ; une exécution tuée ne tient rien.")
    case .newerSchema(let location, let found, let known):
      explain(
        "La base des comptes vient d'une Navette plus récente : schéma \(found), celle-ci connaît \(known).",
        "\(location).", "Installez aussi sur cette machine la Navette plus récente.")
    case .olderSchema(let location, let found, let known):
      explain(
        "La base des comptes a un schéma plus ancien : \(found), cette Navette veut \(known).", "\(location).",
        "Sauvegardez-la et laissez navette sync la mettre à jour ; un plan n'écrit rien.")
    case .busy(let location, let seconds):
      explain(
        "Quelqu'un d'autre a écrit dans la base des comptes pendant plus de "
          + "\(count(seconds, "seconde", "secondes")).", "\(location).",
        "Relancez ; si cela persiste, cherchez un programme qui laisse une transaction ouverte.")
    case .notWritable(let location, let detail):
      explain(
        "La base des comptes ne peut être écrite : \(system(detail)).", "\(location).",
        "Vérifiez la place libre, et les droits du compte sous lequel Navette tourne.")
    case .damaged(let location, let detail):
      explain(
        "Ce n'est pas une base de comptes, ou elle est abîmée : \(redaction.foreign(system(detail))).", "\(location).",
        "Vérifiez « store » dans les réglages ; si c'est la bonne, restaurez la dernière sauvegarde.")
    case .failed(let location, let detail):
      explain(
        "La base des comptes a échoué : \(redaction.foreign(system(detail))).", "\(location).",
        "Rien n'est écrit à moitié. Relancez ; le journal de la base en dit plus.")
    case .interrupted: explain("L'exécution a été arrêtée ; rien n'a été écrit.")
    }
  }
}
