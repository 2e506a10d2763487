import Foundation
import Provisioning

/// Tries the way mails leave as far as it goes without a mail: the connection, TLS, the sign-in; or the folder.
package struct RelayTrial: Examinable {
  private let kind: TransportKind

  package init(_ kind: TransportKind) { self.kind = kind }

  package func examine() -> [Finding] {
    do throws(DeliveryError) {
      switch kind {
      case .smtp(let settings): return [Finding(try Self.call(settings))]
      case .folder(let path): return [Finding(try Self.look(at: path))]
      }
    } catch {
      return [Finding(.relayFailed(error))]
    }
  }

  private static func call(_ settings: SMTPSettings) throws(DeliveryError) -> Finding.Fact {
    let session = try SMTPSession(settings)
    defer { session.quit() }
    return .relay(
      location: settings.relay, isEncrypted: settings.mode == .smtps || session.greeting.isEncrypted,
      isSignedIn: session.greeting.isSignedIn)
  }

  /// The first delivery makes the folder, but not its parents.
  private static func look(at path: String) throws(DeliveryError) -> Finding.Fact {
    let exists = access(path, F_OK) == 0
    let place = exists ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard access(place, W_OK | X_OK) == 0 else {
      throw .folder(path: path, detail: "\(place): \(String(cString: strerror(errno)))")
    }
    return .folder(path: path, exists: exists)
  }
}
