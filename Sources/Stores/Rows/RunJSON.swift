import Foundation
import Provisioning

/// The parts of a run's line and of a directory's state that are kept as JSON. One of each a run: no need to hurry.
enum RunJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.dateEncodingStrategy = .millisecondsSince1970
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(from utf8: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    return try decoder.decode(Value.self, from: Data(utf8))
  }

  /// A figure that is younger than the line is as in a run that did nothing.
  static func counts(from utf8: [UInt8]) throws -> Counts {
    let nothing = try object(JSONEncoder().encode(Counts()))
    let whole = nothing.merging(try object(Data(utf8))) { _, kept in kept }
    return try JSONDecoder().decode(Counts.self, from: JSONSerialization.data(withJSONObject: whole))
  }

  private static func object(_ utf8: Data) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: utf8) as? [String: Any] ?? [:]
  }

  /// Names of limits; one that is no longer known lifts nothing.
  static func lifted(from utf8: [UInt8]) throws -> Set<Limit.Name> {
    Set(try JSONDecoder().decode([String].self, from: Data(utf8)).compactMap(Limit.Name.init))
  }
}
