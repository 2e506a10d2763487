import Foundation
import Provisioning

extension English {
  package func explain(_ error: DirectoryError) -> Explanation {
    switch error {
    case .unreachable(let attempts): unreachable(attempts)
    case .tls(let url, let failure, let detail):

      Explanation(
        "No encrypted connection to \(url): \(say(failure)).", failure.isOfOwnFile ? "\(detail)." : said(detail),
        remedy(failure))
    case .bindRefused(let url, let method, let result):
      Explanation(
        "\(url) refused the sign-in (bind, method \(method)): \(say(result)).", said(result.message),
        remedy(LDAPDiagnosis(result), isBind: true))
    case .kerberos(let url, let detail):
      Explanation(
        "No ticket of Kerberos opens \(url).", said(redaction.foreign(detail)),
        "Check that bind.keytab holds the keys the account has now, that “url” has the server's full name and not an "
          + "address, that the clocks agree, and that /etc/krb5.conf leads to the realm. Cyrus SASL's module for it has "
          + "to be there (Debian: libsasl2-modules-gssapi-mit).")
    case .searchFailed(let url, let base, let entries, let result):
      Explanation(
        "The search below \(base) ended in an error after \(self.entries(entries)): \(say(result)).",
        "On \(url). " + (said(redaction.foreign(result.message)) ?? "A read that is not whole is not used."),
        nearest(result) + remedy(LDAPDiagnosis(result), isBind: false))
    case .referral(let url, let base, let targets): referral(url, base, targets)
    case .connectionLost(let url, let base, let entries, let detail):
      Explanation(
        "The connection to \(url) broke after \(self.entries(entries)) of \(base).", said(detail),
        "Nothing was used of what had been read. Run it again; if it breaks again, look at the server's log.")
    case .timedOut(let url, let base, let entries, let seconds): timedOut(url, base, entries, seconds)
    case .pagingLoop(let url, let base, let entries):
      Explanation(
        "\(url) went on returning pages of \(base) without an end, after \(self.entries(entries)).",
        "Its paging cookie no longer gets on (RFC 2696).",
        "Set another pageSize, or read from another server of this directory.")
    case .wayNotOffered(let url, let way, let offered):
      Explanation("\(url) does not read changes as the settings say.", wayMissing(way, offered), wayRemedy)
    case .malformed(let url, let base, let detail):
      Explanation(
        "\(url) sent something that is not LDAP, below \(base).", said(redaction.foreign(detail)),
        "Check that the URL names an LDAP server, and that no proxy stands between.")
    case .file(let path, let line, let failure): file(path, line, failure)
    case .unsupported(let detail):
      Explanation("A filter asks for something that cannot be evaluated here: \(detail).", nil, "Write it otherwise.")
    case .interrupted: Explanation("The run was stopped; nothing was written.")
    }
  }

  /// The server's own words, if there are any.
  func said(_ words: String) -> String? { words.isEmpty ? nil : "It said: \(words)" }

  /// Where, and the server's own words after it.
  func at(_ location: String, said words: String) -> String {
    [location + ".", said(words)].compactMap { $0 }.joined(separator: " ")
  }

  private func say(_ result: LDAPResult) -> String { "\(result.name) (\(result.code))" }

  private func unreachable(_ attempts: [DirectoryError.Attempt]) -> Explanation {
    let tried = attempts.map { "\($0.url): \($0.detail)" }.joined(separator: "; ")
    return Explanation(
      attempts.count == 1 ? "The directory server does not answer." : "No server of the directory answers.",
      "Tried \(tried).", "Check that it runs, its name and port in “url”, and the firewall between.")
  }

  /// The entry there is, where a base is not.
  private func nearest(_ result: LDAPResult) -> String {
    result.matchedDN.map { "What there is: \(redaction.dn($0)). " } ?? ""
  }

  private func referral(_ url: String, _ base: String, _ targets: [String]) -> Explanation {
    Explanation(
      "\(url) does not hold all of \(base) and refers to \(list(targets.map(redaction.referral))).",
      "Referrals are not followed: entries of a server that is not in the settings are not trusted.",
      "Use a server that holds the whole base in “url”, or a base that this one holds; in Active Directory, "
        + "the branches of people below the domain's root.")
  }

  private func timedOut(_ url: String, _ base: String?, _ entries: Int, _ seconds: Int) -> Explanation {
    let wait = count(seconds, "second", "seconds")
    guard let base else {
      return Explanation(
        "\(url) did not answer within \(wait).", "While connecting.",
        "Check the server and the network, or raise connectTimeout.")
    }
    return Explanation(
      "\(url) sent nothing for \(wait).", "After \(self.entries(entries)) of \(base).",
      "Look at the server's load, index the attributes of the filter, or raise idleTimeout.")
  }

  private func say(_ failure: DirectoryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "its certificate is from an authority that is not known here"
    case .wrongHostName: "its certificate is for another name"
    case .expired: "its certificate has expired"
    case .notYetValid: "its certificate is not valid yet"
    case .notOffered: "the server offers no encryption on this port"
    case .badCAFile: "caFile cannot be used"
    case .badClientCertificate: "the client certificate or its key cannot be used"
    case .other: "the handshake failed"
    }
  }

  private func remedy(_ failure: DirectoryError.TLSFailure) -> String {
    switch failure {
    case .unknownAuthority: "Put the certificate of the authority that signed it, in PEM form, in caFile."
    case .wrongHostName: "Write in “url” the name that stands in the certificate (subjectAltName)."
    case .expired: "Renew the server's certificate."
    case .notYetValid: "Check the clocks of both machines, then the date of the certificate."
    case .notOffered: "Use ldaps:// with its own port, or turn StartTLS on in the server."
    case .badCAFile: "Check that caFile exists, may be read, and holds certificates in PEM form."
    case .badClientCertificate:
      "Check that certFile and keyFile exist, may be read, belong together, and are in PEM form."
    case .other: "Check caFile, the port, and which TLS versions the server offers."
    }
  }

  private func what(_ fault: DirectoryError.LDIFFault) -> String {
    switch fault {
    case .attribute: "The file is not valid LDIF: this line is neither “attribute: value” nor the continuation of one."
    case .dn: "The file is not valid LDIF: each entry begins with one dn that can be read, after an empty line."
    case .utf16: "The file is not valid LDIF: it is written in UTF-16."
    }
  }

  private func remedy(_ fault: DirectoryError.LDIFFault) -> String {
    fault == .utf16 ? "Save it as UTF-8, or export again." : "Mend the line, or export again."
  }

  private func file(_ path: String, _ line: Int?, _ failure: DirectoryError.FileFailure) -> Explanation {
    let place = line.map { "\(path), line \($0)." } ?? "\(path)."
    return switch failure {
    case .unreadable(let detail):
      Explanation("The file cannot be read: \(detail).", place, "Check its path in “url”, and its rights.")
    case .changeRecord:
      Explanation(
        "The file holds changes (changetype), not entries.", place,
        "Export the entries themselves, for instance with ldapsearch -LLL or slapcat.")
    case .unsupportedVersion(let version):
      Explanation("The file is LDIF of version \(version); only version 1 is known.", place, "Export it as version 1.")
    case .syntax(let fault): Explanation(what(fault), place, remedy(fault))
    case .badBase64:
      Explanation("A value is not valid base64.", place, "Mend the line, or export again.")
    case .notLocalURL(let url):
      Explanation(
        "A value is to be fetched from \(redaction.foreign(url)), which is not a local file.", place,
        "Put the value itself into the file.")
    }
  }
}
