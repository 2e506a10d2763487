import Foundation

/// The portal that accounts are kept for.
struct PortalSettings: Equatable, Sendable {
  enum Locale: String, Equatable, Sendable, CaseIterable { case fr, en }

  var name = "Portail Famille"
  /// Where links lead; nil when the link says it all itself, or nothing is mailed.
  var url: String?
  /// With `{token}` in it, and `{url}` if it rests on `url`.
  var link = "{url}/mot-de-passe?jeton={token}"
  var locale = Locale.fr
  var timeZone = "Europe/Paris"
}
