import Foundation
import Provisioning

/// Writes mails into a folder, each whole or not at all.
///
/// The file is named after the Message-ID, so a mail that is sent twice stands there once.
package final class FolderConnection: MailConnection {
  private let path: String

  package init(path: String) { self.path = path }

  package func send(
    _ message: [UInt8], from sender: String, to recipient: String, before next: String?
  ) throws(DeliveryError) -> MailReply {
    let name = MessageFileName(message)
    let target = path + "/" + name.text
    // Another process may be writing the same mail: each has a draft of its own.
    let draft = path + "/." + name.text + "." + String(getpid())
    unlink(draft)
    try write(message, to: draft)
    guard rename(draft, target) == 0 else { throw failure(removing: draft) }
    return MailReply(.accepted, text: "250 2.0.0 " + name.text)
  }

  package func close() {}

  private func write(_ message: [UInt8], to draft: String) throws(DeliveryError) {
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(removing: nil) }
    var offset = 0
    var isWritten = true
    while offset < message.count, isWritten {
      let count = message[offset...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      isWritten = count > 0 || (count < 0 && errno == EINTR)
      offset += max(count, 0)
    }
    // What we call accepted must outlive a power cut, as with a relay.
    isWritten = isWritten && fsync(file) == 0
    let error = errno
    isWritten = Glibc.close(file) == 0 && isWritten
    guard isWritten else {
      errno = error
      throw failure(removing: draft)
    }
  }

  private func failure(removing draft: String?) -> DeliveryError {
    let detail = String(cString: strerror(errno))
    if let draft { unlink(draft) }
    return .folder(path: path, detail: detail)
  }
}
