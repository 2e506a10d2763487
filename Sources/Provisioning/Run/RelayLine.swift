import Foundation

/// One thread's connection to the relay: opened when it is needed, opened again when it was lost, given up in the end.
final class RelayLine {
  private let run: DeliveryRun
  private let board: DeliveryBoard
  private var connection: (any MailConnection)?
  /// Connections lost one after the other, with no mail answered for in between.
  private var losses = 0
  /// Whether this thread asks for no more connections.
  private(set) var hasLeft = false

  /// Losses in a row after which a thread stops asking for connections.
  private static let patience = 4

  init(run: DeliveryRun, board: DeliveryBoard) {
    self.run = run
    self.board = board
  }

  /// The connection, opened if need be; nil when this thread gets none.
  func open(unless isOver: () -> Bool) -> (any MailConnection)? {
    while connection == nil, !isOver() {
      do {
        connection = try run.transport.connect()
        board.connectionOpened()
      } catch {
        // A first failure is answered at once: nobody wants to wait to hear that a setting is wrong.
        losses = losses == 0 || error.concernsEveryMail ? Self.patience : losses + 1
        guard losses < Self.patience else {
          leave(because: error)
          return nil
        }
        run.pause(backOff)
      }
    }
    return connection
  }

  /// The relay answered for a mail, so it is there.
  func answered() { losses = 0 }

  /// Ends a connection that failed, and waits a little before the next one.
  func lose(_ error: DeliveryError) {
    close()
    losses += 1
    if error == .interrupted || error.concernsEveryMail {
      board.fail(error)
    } else if losses >= Self.patience {
      leave(because: error)
    } else if losses > 1 {
      run.pause(backOff)
    }
  }

  func close() {
    guard let connection else { return }
    connection.close()
    self.connection = nil
    board.connectionClosed()
  }

  private var backOff: Double { Double(1 << min(losses - 1, 4)) / 2 }

  private func leave(because error: DeliveryError) {
    board.failUnlessConnected(error)
    hasLeft = true
  }
}
