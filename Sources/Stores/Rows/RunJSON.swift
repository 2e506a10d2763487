import Foundation
import Provisioning

/// The parts of a run's line and of a directory's state that are kept as JSON. One of each a run: no need to hurry, but for the
/// figures, of which each run reads those of all runs of a day.
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

  static func counts(from utf8: [UInt8]) throws -> Counts {
    try FiguresJSON.counts(of: utf8) ?? value(from: utf8)
  }

  /// Names of limits; one that is no longer known lifts nothing.
  static func lifted(from utf8: [UInt8]) throws -> Set<Limit.Name> {
    if utf8.elementsEqual("[]".utf8) { return [] }
    return Set(try JSONDecoder().decode([String].self, from: Data(utf8)).compactMap(Limit.Name.init))
  }
}
