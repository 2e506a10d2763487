import Foundation
import Synchronization
import Testing

@testable import Stores

struct AheadTests {
  private struct Failure: Error, Equatable {
    let name: String
  }

  @Test(arguments: [0, 1, 4, 5, 1_000])
  func `all that is made is used, in its order`(_ count: Int) throws {
    var used: [Int] = []
    try Ahead.run(chunkSize: 4, chunks: 2) { emit in
      for number in 0..<count { try emit(number) }
    } using: {
      used += $0
    }
    #expect(used == Array(0..<count))
  }

  @Test func `what was made before the maker failed is used, then its error comes out`() {
    var used: [Int] = []
    let error = #expect(throws: Failure.self) {
      try Ahead.run(chunkSize: 2, chunks: 2) { emit in
        for number in 0..<5 { try emit(number) }
        throw Failure(name: "maker")
      } using: {
        used += $0
      }
    }
    #expect(error == Failure(name: "maker"))
    #expect(used == [0, 1, 2, 3])
  }

  @Test func `a user who fails stops the maker before the call returns`() {
    let made = Mutex(0)
    let error = #expect(throws: Failure.self) {
      try Ahead<Int>.run(chunkSize: 1, chunks: 3) { emit in
        for number in 0..<1_000_000 {
          made.withLock { $0 = number + 1 }
          try emit(number)
        }
      } using: { _ in
        throw Failure(name: "user")
      }
    }
    #expect(error == Failure(name: "user"))
    #expect(made.withLock { $0 } < 10)
  }
}
