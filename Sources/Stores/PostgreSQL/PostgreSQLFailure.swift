/// Why the server did not do what was asked, or that it can no longer be heard.
struct PostgreSQLFailure: Error, Equatable {
  /// Five letters and digits (PostgreSQL manual, appendix A); empty when it is the connection that failed.
  let state: String
  let message: String
  /// Nothing more can be asked on this connection.
  let isLost: Bool
  /// There was a connection before.
  let wasConnected: Bool

  /// What a server says before it closes the connection: it is being stopped, one of its processes died, or it waited too long
  /// for us in the middle of a transaction.
  static let lastWords: Set = ["57P01", "57P02", "25P03"]

  var isForbidden: Bool { state == "42501" }

  /// Another transaction came between: the same may well succeed now (manual §13.5).
  var isPassing: Bool { ["40001", "40P01"].contains(state) }
}
