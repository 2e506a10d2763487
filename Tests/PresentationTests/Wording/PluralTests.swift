import Foundation
import Presentation
import Provisioning
import Testing

/// Figures in words, with the right plural: French begins it at two, English leaves it only for one.
struct PluralTests {
  static let english = English(timeZone: .gmt)
  static let french = French(timeZone: .gmt)

  @Test(arguments: [
    (Tally(.create, 1), "1 to create", "1 created", "1 à créer", "1 créé"),
    (Tally(.create, 10), "10 to create", "10 created", "10 à créer", "10 créés"),
    (Tally(.update, 2), "2 to update", "2 updated", "2 à modifier", "2 modifiés"),
    (Tally(.move, 2), "2 to move", "2 moved", "2 à déplacer", "2 déplacés"),
    (Tally(.reactivate, 1), "1 to reactivate", "1 reactivated", "1 à réactiver", "1 réactivé"),
    (
      Tally(.deactivate, 1_430), "1,430 to deactivate", "1,430 deactivated", "1\u{202F}430 à désactiver",
      "1\u{202F}430 désactivés"
    ),
    (Tally(.adopt, 2), "2 to adopt", "2 adopted", "2 à rattacher", "2 rattachés"),
    (
      Tally(.secondary, 1), "1 to tie a second time", "1 tied a second time", "1 à rattacher une seconde fois",
      "1 rattaché une seconde fois"
    ),
    (Tally(.relink, 1), "1 to tie anew", "1 tied anew", "1 à rattacher de nouveau", "1 rattaché de nouveau"),
    (Tally(.relink, 2), "2 to tie anew", "2 tied anew", "2 à rattacher de nouveau", "2 rattachés de nouveau"),
    (Tally(.linkMails, 1), "1 link mail", "1 link mail", "1\u{A0}mail de lien", "1\u{A0}mail de lien"),
    (Tally(.linkMails, 9), "9 link mails", "9 link mails", "9\u{A0}mails de lien", "9\u{A0}mails de lien"),
    (Tally(.notices, 1), "1 notice", "1 notice", "1\u{A0}avis", "1\u{A0}avis"),
    (Tally(.notices, 2), "2 notices", "2 notices", "2\u{A0}avis", "2\u{A0}avis"),
  ])
  func `a tally is said before and after`(
    _ tally: Tally, _ toDo: String, _ done: String, _ aFaire: String, _ fait: String
  ) {
    #expect(Self.english.say(tally, done: false) == toDo)
    #expect(Self.english.say(tally, done: true) == done)
    #expect(Self.french.say(tally, done: false) == aFaire)
    #expect(Self.french.say(tally, done: true) == fait)
  }

  @Test(arguments: [
    (0, "0 open problems", "0\u{A0}problème ouvert"), (1, "1 open problem", "1\u{A0}problème ouvert"),
    (2, "2 open problems", "2\u{A0}problèmes ouverts"),
    (1_430, "1,430 open problems", "1\u{202F}430\u{A0}problèmes ouverts"),
  ])
  func `a heading counts what follows`(_ count: Int, _ english: String, _ french: String) {
    #expect(Self.english.say(.problems, count) == english)
    #expect(Self.french.say(.problems, count) == french)
  }

  @Test(arguments: [
    (0, "Nothing to do: nobody was found.", "personne n’a été trouvé."),
    (1, "Nothing to do: 1 entry agrees with 1 account.", "1 entrée concorde avec 1\u{A0}compte."),
    (
      1_431, "Nothing to do: 1,431 entries agree with 1,431 accounts.",
      "1\u{202F}431 entrées concordent avec 1\u{202F}431\u{A0}comptes."
    ),
  ])
  func `a settled run says so in one sentence`(_ count: Int, _ english: String, _ french: String) {
    var plan = SampleReports.emptyPlan(count)
    plan.counts.entries = count
    plan.counts.unchanged = count
    let report = SampleReports.report(
      .sync, [DirectoryReport(name: "mairie", outcome: .settled, seconds: 0, plan: plan)])
    #expect(Self.english.summarise(report).what == english)
    #expect(Self.french.summarise(report).what == "Rien à faire\u{A0}: " + french)
  }

  @Test(arguments: [
    (3_600.0, "the last 1 hour", "de la dernière heure"), (86_400, "the last 24 hours", "des 24\u{A0}dernières heures"),
    (172_800, "the last 2 days", "des 2\u{A0}derniers jours"),
    (5_400, "the last 90 minutes", "des 90\u{A0}dernières minutes"),
    (45, "the last 45 seconds", "des 45\u{A0}dernières secondes"),
  ])
  func `a window of time is named in its largest whole unit`(_ seconds: Double, _ english: String, _ french: String) {
    let refusal = SampleRefusals.limit(.updates, .count(1), found: 2, of: 3, allowed: 1, window: seconds)
    #expect(Self.english.explain(refusal, bases: []).what.contains(english))
    #expect(Self.french.explain(refusal, bases: []).what.contains(french))
  }
}
