import Foundation
import Provisioning

/// Puts each mail into a folder, as one `.eml` file: for trying out, and for relays that pick mail up.
package struct FolderTransport: MailTransport {
  private let path: String

  package init(path: String) { self.path = path }

  /// Makes the folder if only it is missing; its parents are the operator's to make, so that a slip of the pen
  /// does not grow a tree.
  package func connect() throws(DeliveryError) -> any MailConnection {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw .folder(path: path, detail: String(cString: strerror(errno)))
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw .folder(path: path, detail: String(cString: strerror(errno)))
    }
    return FolderConnection(path: path)
  }
}
