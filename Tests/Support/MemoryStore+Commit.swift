import Foundation
import Provisioning

extension MemoryStore {
  package func commit(_ batch: Batch) throws(StoreError) -> CommitResult {
    try change { state throws(StoreError) in
      state.editBeforeCommit()
      var writer = MemoryWriter(state.snapshot, by: batch.run.actor, in: batch.run.directory, at: batch.run.endedAt)
      writer.clear(batch.clearedNumbers)
      do {
        try batch.forEachRow(state.snapshot.lastAccount + 1) { writer.write($0) }
      } catch let error as StoreError {
        throw error
      } catch {
        throw .failed(location: "memory", detail: "\(error)")
      }
      guard writer.stale.isEmpty else { return .stale(writer.stale) }
      let receipt = try writer.finish()
      writer.keep(batch)
      state.snapshot = writer.after
      return .committed(receipt)
    }
  }

  package func write(
    _ rows: some Sequence<BatchRow>, by actor: Actor, at now: Date
  ) throws(StoreError) -> CommitResult {
    let rows = Array(rows)
    return try change { state throws(StoreError) in
      var writer = MemoryWriter(state.snapshot, by: actor, in: nil, at: now)
      for row in rows { writer.write(row) }
      guard writer.stale.isEmpty else { return .stale(writer.stale) }
      let receipt = try writer.finish()
      state.snapshot = writer.after
      return .committed(receipt)
    }
  }

  package func bringIn(
    _ accounts: [NewAccount], by actor: Actor, at now: Date
  ) throws(StoreError) -> BringInResult {
    try change { state throws(StoreError) in
      let numbers = accounts.compactMap(\.responsable.number)
      let known = Set(state.snapshot.accounts.values.compactMap(\.responsable.number))
      let taken = Set(numbers.filter { number in known.contains(number) || numbers.count { $0 == number } > 1 })
      guard taken.isEmpty else { return .taken(taken) }
      var writer = MemoryWriter(state.snapshot, by: actor, in: nil, at: now)
      for account in accounts { writer.bringIn(account) }
      _ = try writer.finish()
      state.snapshot = writer.after
      return .written(accounts.count)
    }
  }

  /// Runs `body` on the state, alone.
  func change<Value: Sendable>(
    _ body: (inout State) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = state.withLock { state in
      do throws(StoreError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension MemoryStore.State {
  fileprivate mutating func editBeforeCommit() {
    guard let edits, edits.times > 0 else { return }
    self.edits = (edits.number, edits.times - 1)
    for id in snapshot.accounts.keys where snapshot.accounts[id]?.responsable.number == edits.number {
      snapshot.accounts[id]?.revision += 1
    }
  }
}
