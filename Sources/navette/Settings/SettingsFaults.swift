import Provisioning

/// Collects what is wrong while a file is read, so that all of it can be told at once.
final class SettingsFaults {
  private var all: [SettingsError] = []

  func add(_ error: SettingsError) { all.append(error) }

  /// File by file, in the order of the lines.
  var inOrder: [SettingsError] {
    var byFile: [String: Int] = [:]
    for error in all where byFile[error.file] == nil { byFile[error.file] = byFile.count }
    let order: (SettingsError) -> (Int, Int, Int) = { (byFile[$0.file] ?? 0, $0.line ?? 0, $0.column ?? 0) }
    return all.sorted { order($0) < order($1) }
  }
}
