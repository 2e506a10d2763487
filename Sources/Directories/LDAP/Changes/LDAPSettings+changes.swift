import Provisioning

extension LDAPSettings {
  /// The way to read changes that the settings name, or the best the server offers; nil when there is none.
  ///
  /// Nothing is picked that rests on a clock: a stamp that does not move is silence.
  func changeWay(_ root: RootDSE?) -> ChangeWay? {
    switch read {
    case .auto: root?.changeWays.first { ChangeWay.picked.contains($0) }
    case .full: nil
    case .changes(let way): way
    }
  }

  /// The way that the settings name, if the server says what it has and that is not among it.
  func wayMissing(_ root: RootDSE) -> ChangeWay? {
    guard case .changes(let way) = read, way != .timestamp, root.pages != nil, !root.changeWays.contains(way) else {
      return nil
    }
    return way
  }

  /// The reader of that way.
  func changeReader(_ root: RootDSE?, _ request: ReadRequest) -> (any ChangeReader)? {
    switch changeWay(root) {
    case .syncrepl:
      SyncReader(
        settings: self, request: request, syncIDAttribute: root?.syncIDAttribute,
        firstChange: root?.firstChangeNumber, lastChange: root?.lastChangeNumber, changelog: root?.retroChangelog)
    case .dirsync: request.resumption.map { DirSyncReader(self, request, $0, root) }
    case .usn: request.resumption.map { UsnReader(self, request, $0) }
    case .timestamp: request.resumption.map { TimestampReader(self, request, $0, StampAttribute(of: root)) }
    case nil: nil
    }
  }

  /// What a cursor holds for: this server, these bases, this filter and this mapping.
  func scope(of resumption: ReadRequest.Resumption, _ request: ReadRequest, at server: LDAPServerURL) -> String {
    let parts = [
      server.text, bind.method, bind.name, search(of: "", request).filter, "\(scope)",
      request.attributes.names.joined(separator: ","),
    ]
    let bytes = (parts + bases).map { $0 + "\n" }.joined().utf8
    return SyncID(bytes: Digest128(of: Array(bytes) + resumption.mapping.bytes).bytes)?.text ?? ""
  }
}

extension ChangeWay {
  /// Those that are used without being asked for.
  static let picked: [ChangeWay] = [.syncrepl, .dirsync]
}
