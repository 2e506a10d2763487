import Foundation

/// Decides, field by field, between the directory's value, the portal's, and the one last agreed.
///
/// A field is applied only when the directory's value differs from the one last agreed; what was corrected in the
/// portal stays, unless the rule says that the directory owns the field.
struct ThreeWay {
  let mapping: Mapping
  let directory: String
  /// Comparison keys of addresses to which a mail was refused for good.
  let bouncing: Set<String>
  /// Whether a directory is one of the settings.
  let knows: (String) -> Bool

  func merge(_ draft: inout Draft) {
    if draft.account == nil { return take(&draft) }
    for item in mapping.rules where !draft.entry.kept.contains(item.field) {
      merge(item.field, item.rule, &draft)
    }
  }

  /// Nobody is there yet with whom there could be a difference.
  private func take(_ draft: inout Draft) {
    draft.after = draft.entry.responsable
    draft.agreed = draft.entry.responsable
    if let held = heldAddress(.email, draft.after[.email], nil, draft) { draft.keep(.email, because: held) }
  }

  private func merge(_ field: Field, _ rule: AttributeRule, _ draft: inout Draft) {
    let portal = draft.account?.responsable[field]
    let agreed = draft.tie?.agreed[field]
    let desired = inUse(field, draft, portal, agreed) ?? draft.entry.responsable[field]
    if let held = heldAddress(field, desired, portal, draft) {
      draft.keep(field, because: held)
      return
    }
    draft.agreed[field] = desired
    if Self.isEqual(field, portal, desired) { return }
    // Another directory has what this one lacks; one that lost the person counts as long as this one never had it.
    let isNews = draft.takesOver || agreed == nil
    if desired == nil, isGiven(field, portal, draft, by: { $0.directory != directory && (isNews || isGiving($0)) }) {
      return
    }
    switch verdict(rule, desired: desired, portal: portal, agreed: agreed, field, draft) {
    case .directory: draft.after[field] = desired
    case .portal: draft.drifts.append(drift(field, desired, portal, draft))
    case .hold: draft.keep(field, because: problem(.conflict, field, desired, draft))
    }
  }

  private func verdict(
    _ rule: AttributeRule, desired: FieldValue?, portal: FieldValue?, agreed: FieldValue?, _ field: Field,
    _ draft: Draft
  ) -> AttributeRule.Conflict {
    if draft.account == nil || rule.owner == .directory { return .directory }
    if draft.takesOver {
      // What no directory gave was written by somebody's hand.
      return portal == nil || isGiven(field, portal, draft) ? .directory : .portal
    }
    if draft.tie == nil { return portal == nil ? .directory : .portal }
    if Self.isEqual(field, desired, agreed) { return .portal }
    if Self.isEqual(field, portal, agreed) || rule.direction == .directory { return .directory }
    return rule.conflict
  }

  private func isGiving(_ tie: AccountTie) -> Bool { !tie.isMissing && knows(tie.directory) }

  /// Whether a value is what one of these directories gave last.
  private func isGiven(
    _ field: Field, _ value: FieldValue?, _ draft: Draft, by isMeant: (AccountTie) -> Bool = { _ in true }
  ) -> Bool {
    (draft.account?.ties ?? []).contains { tie in
      isMeant(tie) && tie.agreed.map { Self.isEqual(field, $0[field], value) } ?? false
    }
  }

  /// Values of one attribute have no order: the one in use stays as long as it is among them.
  private func inUse(_ field: Field, _ draft: Draft, _ portal: FieldValue?, _ agreed: FieldValue?) -> FieldValue? {
    guard let candidates = draft.entry.alternatives[field], candidates.count > 1 else { return nil }
    return [agreed, portal].compactMap(\.self).first { value in
      candidates.contains { Self.isEqual(field, .text($0), value) }
    }
  }

  private func heldAddress(
    _ field: Field, _ desired: FieldValue?, _ portal: FieldValue?, _ draft: Draft
  ) -> Problem? {
    guard field == .email, let address = desired?.text, !Self.isEqual(field, desired, portal),
      bouncing.contains(EmailAddress.key(address))
    else { return nil }
    return problem(.addressBounces, field, desired, draft)
  }

  private func problem(_ code: Problem.Code, _ field: Field, _ value: FieldValue?, _ draft: Draft) -> Problem {
    Problem(
      code, directory: directory, anchor: draft.anchor.text, dn: draft.entry.dn,
      attribute: mapping[field]?.attributes.joined(separator: ","), field: field.name, detail: value?.text ?? "")
  }

  private func drift(_ field: Field, _ desired: FieldValue?, _ portal: FieldValue?, _ draft: Draft) -> Drift {
    Drift(
      anchor: draft.anchor, dn: draft.entry.dn, number: draft.account?.responsable.number, field: field,
      directory: desired, portal: portal)
  }

  /// Whether two values of a field are the same to the product: addresses are compared without case.
  static func isEqual(_ field: Field, _ left: FieldValue?, _ right: FieldValue?) -> Bool {
    if left == right { return true }
    guard field == .email, let left = left?.text, let right = right?.text else { return false }
    return EmailAddress.key(left) == EmailAddress.key(right)
  }
}
