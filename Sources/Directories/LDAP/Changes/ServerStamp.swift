import Foundation
import Provisioning

/// A moment by a server's clock, in whole seconds, as `modifyTimestamp` has it (RFC 4512 §3.4.4).
struct ServerStamp: Comparable {
  /// Since 1970.
  let seconds: Int

  /// Nil for anything but a GeneralizedTime (RFC 4517 §3.3.13).
  init?(_ text: String) {
    guard let moment = GeneralizedTime(text)?.moment else { return nil }
    seconds = Int(moment.timeIntervalSince1970.rounded(.down))
  }

  init(_ moment: Date) { seconds = Int(moment.timeIntervalSince1970.rounded(.down)) }

  private init(seconds: Int) { self.seconds = seconds }

  /// So many seconds earlier.
  func less(_ amount: Int) -> ServerStamp { ServerStamp(seconds: seconds - amount) }

  /// `20261123103254Z`.
  var text: String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(
      .iso8601.dateSeparator(.omitted).timeSeparator(.omitted)
    ).replacing("T", with: "")
  }

  static func < (left: ServerStamp, right: ServerStamp) -> Bool { left.seconds < right.seconds }
}

extension LDAPConnection {
  /// What time it is by the server's own clock: Active Directory says so in its root DSE, 389 Directory Server in
  /// cn=monitor, slapd where it has slapd-monitor(5); nil from a server that does not, or not to this account.
  func serverClock(patience: Int) -> ServerStamp? {
    let places = [
      ("", "currentTime"), ("cn=monitor", "currentTime"), ("cn=Current,cn=Time,cn=Monitor", "monitorTimestamp"),
    ]
    for (base, name) in places {
      let search = LDAPSearch(
        base: base, scope: .base, filter: "(objectClass=*)", attributes: AttributeSet([name]), pageSize: 0,
        idleTimeout: patience)
      // Whoever does not answer this may still answer the read that follows.
      let value = (try? entries(of: search).entries.first)?.values(of: name).first
      if let stamp = value.flatMap({ ServerStamp(String(decoding: $0, as: UTF8.self)) }) { return stamp }
    }
    return nil
  }
}
