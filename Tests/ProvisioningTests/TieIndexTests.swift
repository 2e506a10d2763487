import Foundation
import Provisioning
import Testing

struct TieIndexTests {
  static func record(_ anchor: String) -> TieIndex.Record {
    TieIndex.Record(
      key: Anchor(anchor).key, digest: nil, dnHash: 0, activeUntil: nil, flags: .active)
  }

  @Test(arguments: [0, 1, 2, 63, 64, 65, 1_000, 20_000])
  func `every key is found, and no other`(_ count: Int) {
    let index = TieIndex(ContiguousArray((0..<count).map { Self.record("anchor-\($0)") }))
    #expect(index.count == count)
    for number in 0..<count {
      let key = Anchor("anchor-\(number)").key
      #expect(index.position(of: key).map { index.records[$0].key } == key)
    }
    for number in count..<(count + 100) { #expect(index.position(of: Anchor("anchor-\(number)").key) == nil) }
  }

  @Test func `a record stays small enough that a million fit`() {
    #expect(MemoryLayout<TieIndex.Record>.stride <= 56)
  }
}
