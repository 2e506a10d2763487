import Provisioning

/// Counts the rows of a table and digests them as they pass.
struct TableTally {
  private var checksum = RunningChecksum()
  private var line: [UInt8] = []
  private(set) var rows = 0

  mutating func add(_ row: [Cell]) {
    line.removeAll(keepingCapacity: true)
    for cell in row { cell.write(to: &line) }
    line.append(UInt8(ascii: "\n"))
    checksum.add(line)
    rows += 1
  }

  func table(_ name: String) -> MigratedTable {
    MigratedTable(name: name, rows: rows, digest: checksum.hexadecimal)
  }
}
