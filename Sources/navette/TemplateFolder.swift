import Foundation
import Provisioning

/// The operator's own templates of mails.
enum TemplateFolder {
  /// File name to content.
  static func read(_ folder: String) throws(MailFault) -> [String: String] {
    guard access(folder, R_OK | X_OK) == 0 else { throw unreadable(folder, errno) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw unreadable(folder, ENOTDIR)
    }
    var contents: [String: String] = [:]
    for name in names where name.hasSuffix(".mustache") {
      let path = folder + "/" + name
      guard let data = FileManager.default.contents(atPath: path) else { throw unreadable(path, EACCES) }
      guard let text = String(validating: data, as: UTF8.self) else { throw .templateNotUTF8(file: name) }
      contents[name] = text
    }
    return contents
  }

  private static func unreadable(_ path: String, _ code: Int32) -> MailFault {
    .unreadableTemplates(path: path, detail: String(cString: strerror(code)))
  }
}
