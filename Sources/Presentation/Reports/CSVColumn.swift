/// A column of a report for a spreadsheet; the fields stand between `since` and `dn`, a pair each.
package enum CSVColumn: Hashable, Sendable, CaseIterable {
  case what, code, directory, number, name, reason, remedy, mails, since
  case dn, formerDN, anchor

  static let leading: [CSVColumn] = [.what, .code, .directory, .number, .name, .reason, .remedy, .mails, .since]
  static let trailing: [CSVColumn] = [.dn, .formerDN, .anchor]
}
