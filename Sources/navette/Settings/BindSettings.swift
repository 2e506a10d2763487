/// As whom a directory is read (RFC 4513 §5).
enum BindSettings: Equatable, Sendable {
  case anonymous
  case simple(dn: String, password: Secret)
  case external
  case gssapi(principal: String?, keytab: String)

  enum Method: String, CaseIterable { case anonymous, simple, external, gssapi }
}
