/// What proves this program to a server (SASL EXTERNAL, RFC 4422 appendix A).
struct ClientCertificate: Equatable, Sendable {
  let certFile: String
  let keyFile: String
}
