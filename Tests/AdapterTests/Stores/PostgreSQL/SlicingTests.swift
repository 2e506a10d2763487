import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct SlicingTests {
  typealias Contract = StoreContract

  private static func slices(_ count: Int, firstToken: Int64?) -> [Slice] {
    let origin = Creations.Origin(
      run: 1, actor: 1, at: Contract.now, directory: Contract.directory, directoryID: 1)
    var slicing = Slicing(count, of: origin, cleared: [], firstToken: firstToken)
    var slices: [Slice] = []
    for number in 1...count {
      let row = BatchRow(
        id: AccountID(Int64(number)), account: .insert(Responsable(number: "\(number)"), .active),
        token: Contract.token("seed", for: "p@valmont.example"))
      slicing.add(row, hasPassword: false)
      if let slice = slicing.full() { slices.append(slice) }
    }
    return slices + (slicing.rest().map { [$0] } ?? [])
  }

  @Test(arguments: [(1, 1), (2_048, 1), (2_049, 2), (40_000, 16)])
  func `rows come over in few slices, and never in more than sixteen`(_ count: Int, _ expected: Int) {
    let slices = Self.slices(count, firstToken: 5)
    #expect(slices.count == expected)
    #expect(slices.reduce(0) { $0 + $1.rows } == count)
    #expect(slices.last?.lastAccount == Int64(count) && slices.last?.lastToken == Int64(count) + 4)
    #expect(slices.allSatisfy { $0.staged.isEmpty })
  }

  @Test func `in a store that has accounts every row is held against them first`() {
    let slices = Self.slices(3, firstToken: nil)
    #expect(slices.allSatisfy { !$0.staged.isEmpty && $0.lastAccount == nil && $0.lastToken == nil })
  }
}
