import Provisioning

extension English {
  package func explain(_ outcome: KeyOutcome) -> Explanation {
    switch outcome {
    case .current(let id): Explanation("New key: \(id). Links are made with it from now on.")
    case .used(let use): Explanation("Kept: \(use.keyID), for \(links(use)).")
    case .recent(let id): Explanation("Kept: \(id), current until now; a program that runs may still use it.")
    case .dropped(let id): Explanation("Dropped: \(id); no open link was made with it.")
    case .changed(let file):
      Explanation("\(file) has changed.", nil, "Keep a copy of it, but not beside the backups of the store.")
    case .notReplaced(let file, let detail):
      Explanation(
        "The key was not changed: \(file) cannot be replaced (\(detail)).", nil,
        "Run this as an account that may write in that folder. A copy that systemd lent to a unit cannot be changed: "
          + "change the file it comes from.")
    }
  }

  private func links(_ use: KeyUse) -> String {
    let all = count(use.openTokens, "open link", "open links")
    return use.unsent > 0 ? "\(all), \(figures.number(use.unsent)) of them in mails that have not left" : all
  }
}
