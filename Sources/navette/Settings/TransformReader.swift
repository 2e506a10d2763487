import Provisioning
import Yams

/// Reads one step of a rule: a word, or a word with its argument.
enum TransformReader {
  private static let plain: [String: Transform] = [
    "trim": .trim, "lowercase": .lowercase, "uppercase": .uppercase, "titlecase": .titlecase, "ascii": .ascii,
    "rdn": .rdn,
  ]
  private static let withArgument = ["phone", "replace", "date", "prefix"]
  private static let expected =
    "trim, lowercase, uppercase, titlecase, ascii, rdn, phone: REGION, replace: [REGEX, WITH], date: FORMAT or "
    + "prefix: TEXT"

  static func read(_ node: SettingsNode) -> Transform? {
    guard node.isGroup else {
      guard let word = node.rawText(expected) else { return nil }
      return plain[word] ?? node.refuse(expected)
    }
    guard let section = node.section(withArgument) else { return nil }
    let steps = withArgument.compactMap { section[$0] }
    guard steps.count == 1, let argument = steps.first else {
      if steps.count > 1 { node.fault(.conflict("each step is an item of its own; begin each with -")) }
      return nil
    }
    if section["phone"] != nil { return argument.word(PhoneRegion.self).map(Transform.phone) }
    if section["prefix"] != nil { return argument.text().map(Transform.prefix) }
    return section["date"] != nil ? date(argument) : replacement(argument)
  }

  private static func date(_ node: SettingsNode) -> Transform? {
    let expected = "generalizedTime, filetime, days, or a pattern such as dd/MM/yyyy"
    guard let text = node.text(expected) else { return nil }
    return DateForm(name: text).map(Transform.date) ?? node.refuse(expected)
  }

  private static func replacement(_ node: SettingsNode) -> Transform? {
    let expected = "[REGEX, WITH]"
    guard let parts = node.list(expected) else { return nil }
    guard parts.count == 2 else { return node.wrongType(expected) }
    // Nothing is a good replacement, so it may be an empty text.
    guard let pattern = parts[0].pattern(), let text = parts[1].node.scalar?.string else {
      return parts[1].node.scalar == nil ? parts[1].wrongType("text") : nil
    }
    return .replace(pattern, with: text)
  }
}
