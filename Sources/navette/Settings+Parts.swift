import Delivery
import Directories
import Foundation
import Presentation
import Provisioning
import Stores

// What the settings say, in the terms of the parts they are for.

extension Settings {
  var storeKind: StoreKind { store.kind }

  func policy(adopts: Bool) -> Policy {
    Policy(
      grace: Double(absenceGrace), sharedEmail: sharedEmail == .hold ? .hold : .allow, mailsNobody: adopts,
      directories: Set(directories.map(\.name)), order: directories.map(\.name))
  }

  var issuer: TokenIssuer {
    TokenIssuer(
      keys: tokenKeys, creationLife: tokens.creation, resetLife: tokens.reset, messageDomain: messageDomain,
      random: RandomBytes().next)
  }

  /// What makes the mails that tell of a run; nil when nobody wants any.
  var announcer: RunAnnouncer? {
    report.map {
      RunAnnouncer(settings: $0, portal: portal.name, language: portal.language, domain: messageDomain)
    }
  }

  /// The right side of Message-IDs: the sender's domain, which is ours to name mails under.
  var messageDomain: String {
    mail?.from.address.spelling.split(separator: "@").last.map(String.init) ?? "navette.invalid"
  }
}

extension StoreSettings {
  var kind: StoreKind {
    switch self {
    case .sqlite(let path, let mode): .sqlite(path: path, permissions: mode)
    case .postgresql(let url, let password): .postgresql(PostgreSQLSettings(url: url) { password?.revealed })
    }
  }
}

extension PortalSettings {
  var language: Language { locale == .fr ? .fr : .en }

  /// The settings refuse a zone that is not known.
  var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}

extension DirectorySettings {
  var kind: DirectoryKind {
    if case .ldif(let path)? = urls.first {
      return .ldif(LDIFSettings(name: name, path: path, bases: bases, scope: searchScope, filter: filter))
    }
    return .ldap(
      LDAPSettings(
        name: name, urls: urls.map(\.text), startTLS: startTLS, caFile: caFile,
        clientCertificate: clientCertificate.map {
          LDAPSettings.ClientCertificate(certFile: $0.certFile, keyFile: $0.keyFile)
        },
        bind: ldapBind, passwordFile: passwordFile, bases: bases, scope: searchScope, filter: filter,
        pageSize: pageSize, read: ldapRead, fullEvery: fullEvery, sweepEvery: sweepEvery, overlap: overlap,
        connectTimeout: connectTimeout, idleTimeout: idleTimeout))
  }

  private var ldapRead: LDAPSettings.Read {
    switch read {
    case .auto: .auto
    case .full: .full
    case .syncrepl: .changes(.syncrepl)
    case .dirsync: .changes(.dirsync)
    case .usn: .changes(.usn)
    case .timestamp: .changes(.timestamp)
    }
  }

  private var ldapBind: LDAPSettings.Bind {
    switch bind {
    case .anonymous: .anonymous
    case .simple(let dn, let password): .simple(dn: dn, password: { password.revealed })
    case .external: .external
    case .gssapi(let principal, let keytab): .gssapi(principal: principal, keytab: keytab)
    }
  }

  private var passwordFile: String? {
    if case .simple(_, let password) = bind { password.file } else { nil }
  }

  private var searchScope: SearchScope {
    switch scope {
    case .sub: .sub
    case .one: .one
    case .base: .base
    }
  }
}

extension MailSettings {
  var transportKind: TransportKind {
    switch transport {
    case .smtp(let host, let port): .smtp(smtp(host, port, .smtp))
    case .smtps(let host, let port): .smtp(smtp(host, port, .smtps))
    case .file(let path): .folder(path: path)
    }
  }

  private func smtp(_ host: String, _ port: Int, _ mode: SMTPSettings.Mode) -> SMTPSettings {
    SMTPSettings(
      host: host, port: port, mode: mode, startTLS: relayStartTLS, username: credentials?.username,
      password: credentials?.password.revealed, caFile: caFile)
  }

  private var relayStartTLS: SMTPSettings.StartTLS {
    switch startTLS {
    case .required: .required
    case .opportunistic: .opportunistic
    case .off: .off
    }
  }
}

extension Report.MailTally {
  init(_ delivery: DeliveryReport, queued: Int) {
    self.init(
      queued: queued, sent: delivery.sent, failed: delivery.failed, waiting: delivery.waiting + delivery.postponed,
      expectedEnd: delivery.estimatedEnd, quietUntil: delivery.quietUntil, failure: delivery.failure,
      refusals: delivery.failures.map { Refused(mail: $0.mail, reply: $0.reply) })
  }
}

extension Report {
  /// The same report with what became of the mails.
  func with(mails: MailTally, withoutPassword: WithoutPassword?) -> Report {
    let queued = directories.compactMap(\.receipt?.mailsQueued).reduce(0, +)
    let tally = MailTally(
      queued: queued, sent: mails.sent, failed: mails.failed, waiting: mails.waiting, expectedEnd: mails.expectedEnd,
      quietUntil: mails.quietUntil, failure: mails.failure, refusals: mails.refusals)
    let report = { (endedAt: Date) in
      Report(
        run: run, mode: mode, startedAt: startedAt, endedAt: endedAt, directories: directories, mails: tally,
        withoutPassword: withoutPassword, adopts: adopts)
    }
    // A run with no sequel ends with its last line in the journal.
    let ended = report(endedAt)
    return ended.sequel == nil ? ended : report(Invocation.now())
  }
}
