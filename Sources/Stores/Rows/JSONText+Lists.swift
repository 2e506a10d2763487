import Provisioning

extension JSONText {
  /// A list of texts.
  static func list(_ texts: some Sequence<String>) -> String {
    var json = JSONText()
    json.array { for text in texts { $0.string(text) } }
    return json.text
  }

  /// A list of whole numbers.
  static func list(_ integers: some Sequence<Int64>) -> String {
    "[" + integers.map(String.init).joined(separator: ",") + "]"
  }
}
