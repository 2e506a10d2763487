import Provisioning
import Yams

/// Reads one step of a rule: a word, or a word with its argument.
enum TransformReader {
  private static let plain: [String: Transform] = [
    "trim": .trim, "lowercase": .lowercase, "uppercase": .uppercase, "titlecase": .titlecase, "ascii": .ascii,
    "rdn": .rdn,
  ]
  private static let withArgument = ["phone", "replace", "date", "prefix"]

  static func read(_ node: SettingsNode) -> Transform? {
    guard node.isGroup else {
      guard let word = node.rawText(.transform) else { return nil }
      return plain[word] ?? node.refuse(.transform)
    }
    guard let section = node.section(withArgument) else { return nil }
    let steps = withArgument.compactMap { section[$0] }
    guard steps.count == 1, let argument = steps.first else {
      if steps.count > 1 { node.fault(.conflict(.stepsInOneItem)) }
      return nil
    }
    if section["phone"] != nil { return argument.word(PhoneRegion.self).map(Transform.phone) }
    if section["prefix"] != nil { return argument.text().map(Transform.prefix) }
    return section["date"] != nil ? date(argument) : replacement(argument)
  }

  private static func date(_ node: SettingsNode) -> Transform? {
    guard let text = node.text(.transformDate) else { return nil }
    return DateForm(name: text).map(Transform.date) ?? node.refuse(.transformDate)
  }

  private static func replacement(_ node: SettingsNode) -> Transform? {
    guard let parts = node.list(.replacement) else { return nil }
    guard parts.count == 2 else { return node.wrongType(.replacement) }
    // Nothing is a good replacement, so it may be an empty text.
    guard let pattern = parts[0].pattern(), let text = parts[1].node.scalar?.string else {
      return parts[1].node.scalar == nil ? parts[1].wrongType(.text) : nil
    }
    return .replace(pattern, with: text)
  }
}
