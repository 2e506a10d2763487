import Foundation
import Provisioning

extension Problem {
  /// A value that somebody else holds, and the holder's number after it.
  var valueAndHolder: (value: String, holder: String?) {
    guard let space = detail.lastIndex(of: " ") else { return (detail, nil) }
    return (String(detail[..<space]), String(detail[detail.index(after: space)...]))
  }
}
