import Foundation
import Provisioning

extension Problem {
  /// An address that somebody else has, and the holder's number behind it where one is known.
  var addressAndHolder: (value: String, holder: String?) {
    guard let space = detail.firstIndex(of: " ") else { return (detail, nil) }
    return (String(detail[..<space]), String(detail[detail.index(after: space)...]))
  }
}
