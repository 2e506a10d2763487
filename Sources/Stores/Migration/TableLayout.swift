/// A table that every kind of store has, with what is copied of it. What a store derives by itself (comparison keys, figures,
/// positions of lines) is not among its columns.
struct TableLayout {
  let name: String
  let columns: [ColumnLayout]
  /// The columns of its key: rows are read in their order.
  let key: [String]

  private init(_ name: String, key: [String] = ["id"], _ columns: [ColumnLayout]...) {
    self.name = name
    self.key = key
    self.columns = columns.flatMap(\.self)
  }

  /// In an order in which each row finds what it leads to.
  static let all = [
    TableLayout("actor", .integers("id"), .texts("kind", "name", "origin")),
    TableLayout(
      "account", .integers("id"),
      .texts(
        "number", "civility", "last_name", "first_name", "email", "name_key", "mobile", "attributes", "status",
        "inactive_reason", "password_hash"),
      [ColumnLayout(name: "has_password", kind: .small)],
      .integers("email_verified_at", "revision", "created_at", "updated_at")),
    TableLayout(
      "directory", .integers("id"), .texts("name", "whole_read", "cursor"),
      [ColumnLayout(name: "agreed_fields", kind: .list)]),
    tie,
    TableLayout(
      "token", .integers("id"), .texts("hash"), .bytes("nonce"), .texts("key_id"), .integers("account"),
      .texts("purpose", "address"),
      .integers("issued_at", "life", "expires_at", "used_at", "revoked_at", "actor")),
    TableLayout(
      "mail", .integers("id"), .texts("kind"), .integers("account", "token"),
      .texts("recipient", "recipient_name", "number", "message_id", "other_address", "subject", "state"),
      .integers("queued_at", "due_at", "leased_until", "attempts", "finished_at"), .texts("reply", "lessee"),
      .flags("bounces"),
      .integers("actor")),
    TableLayout("run_matters", .integers("id"), .bytes("digest"), .texts("content")),
    TableLayout(
      "run", .integers("id"), .texts("name"), .integers("directory"), .texts("outcome"),
      .integers("started_at", "ended_at", "actor"), .texts("counts"), .integers("active_managed"),
      .texts("lifted", "cause", "detail"), .integers("matters", "accounts", "addresses", "passwords"),
      .texts("sequel")),
    TableLayout(
      "change", .integers("id", "run", "account"), .texts("kind", "anchor", "dn", "fields", "reason", "detail"),
      .integers("at", "actor")),
    TableLayout(
      "problem", .integers("id", "directory"), .texts("anchor", "dn", "code", "attribute", "field", "detail"),
      .integers("since"), .texts("person_number", "person_name")),
    TableLayout(
      "proposal", .integers("id", "directory"), .texts("anchor", "dn", "code", "accounts", "numbers"),
      .integers("since"), .texts("person_number", "person_name")),
  ]

  /// SQLite keeps it in two halves: these are the columns of the narrow one, and of the wide one.
  static let narrow: [ColumnLayout] =
    .integers("directory") + .bytes("key", "digest")
    + .integers("dn_hash", "account", "account_revision", "missing_since", "active_until") + .flags("is_secondary")
  static let wide: [ColumnLayout] = .texts("anchor", "sync_id", "dn", "agreed")

  private static let tie = TableLayout("tie", key: ["directory", "key"], narrow, wide)
}

extension [ColumnLayout] {
  static func integers(_ names: String...) -> Self { names.map { ColumnLayout(name: $0, kind: .integer) } }
  static func flags(_ names: String...) -> Self { names.map { ColumnLayout(name: $0, kind: .flag) } }
  static func texts(_ names: String...) -> Self { names.map { ColumnLayout(name: $0, kind: .text) } }
  static func bytes(_ names: String...) -> Self { names.map { ColumnLayout(name: $0, kind: .bytes) } }
}
