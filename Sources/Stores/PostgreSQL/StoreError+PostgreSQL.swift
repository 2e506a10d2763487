import Provisioning

extension StoreError {
  /// What an error of the server, or of a caller's closure, means to those above.
  init(_ error: any Error, in session: PostgreSQLSession) {
    switch error {
    case let known as StoreError: self = known
    case let failure as PostgreSQLFailure: self.init(failure, location: session.location, patience: session.patience)
    default: self = .failed(location: session.location, detail: String(describing: error))
    }
  }

  /// By SQLSTATE (PostgreSQL manual, appendix A).
  private init(_ failure: PostgreSQLFailure, location: String, patience: Int) {
    let detail = failure.message
    self =
      switch failure.state {
      case "57014": .interrupted
      case "55P03": .busy(location: location, seconds: patience)
      case "57P01", "57P02", "57P03", "57P05": .server(location: location, .restarting, detail: detail)
      case "25P03": .server(location: location, .lost, detail: detail)
      case "53100": .server(location: location, .full, detail: detail)
      case "53300": .server(location: location, .crowded, detail: detail)
      case "25006": .server(location: location, .readOnly, detail: detail)
      case "42501": .notWritable(location: location, detail: detail)
      case "" where detail.contains("session is read-only") || detail.contains("in hot standby mode"):
        // What libpq says when no host of the list is as target_session_attrs wants it; it has no SQLSTATE.
        .server(location: location, .readOnly, detail: detail)
      case "" where detail.contains("the database system is"):
        .server(location: location, .restarting, detail: detail)
      case "" where failure.wasConnected: .server(location: location, .lost, detail: detail)
      case "": .unreachable(location: location, detail: detail)
      default: .failed(location: location, detail: detail)
      }
  }
}
