import Foundation

/// A list of C texts with a null pointer at its end, as libpq takes names and values; freed with its owner.
final class CTexts {
  let pointers: [UnsafePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { UnsafePointer(strdup($0)) } + [nil] }

  deinit { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
}
