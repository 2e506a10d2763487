import Provisioning

extension Account {
  /// Of the columns id, revision, number, civility, last_name, first_name, email, mobile, attributes, status,
  /// inactive_reason, has_password, email_verified_at.
  init(row: borrowing some ResultRow & ~Copyable) {
    self.init(
      id: AccountID(row.integer(0)), revision: row.integer(1),
      responsable: Responsable(
        number: row.optionalText(2), civility: row.optionalText(3), lastName: row.optionalText(4),
        firstName: row.optionalText(5), email: row.optionalText(6), mobile: row.optionalText(7),
        attributes: JSONFields.members(of: row.bytes(8))),
      status: AccountStatus(text: row.text(9), reason: row.optionalText(10)), hasPassword: row.flag(11),
      emailVerifiedAt: row.date(12))
  }
}

extension AccountStatus {
  /// Inactive for a reason nobody gave is as an agent's doing: no run touches it.
  fileprivate init(text: String, reason: String?) {
    self = text == "active" ? .active : .inactive(reason.flatMap(InactiveReason.init) ?? .suspended)
  }

  var text: String { isActive ? "active" : "inactive" }

  var reason: String? {
    if case .inactive(let reason) = self { reason.rawValue } else { nil }
  }
}
