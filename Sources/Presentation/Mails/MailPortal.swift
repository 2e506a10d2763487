/// The portal as mails speak of it.
package struct MailPortal: Equatable, Sendable {
  package let name: String
  /// Where links lead; from the settings, never from a request.
  package let url: String
  /// Where the page is that a link opens; `{url}` and `{token}` are replaced.
  package let link: String
  /// The link around its tokens, each of which is made a hundred thousand times.
  private let pieces: [String]

  package init(name: String, url: String, link: String = "{url}/mot-de-passe?jeton={token}") {
    self.name = PlainText(name).text
    self.url = url
    self.link = link
    let base = url.hasSuffix("/") ? String(url.dropLast()) : url
    pieces = link.replacing("{url}", with: base).split(separator: "{token}", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The address of the page on which a token's holder sets a password.
  package func link(token: String) -> String { pieces.joined(separator: token) }
}
