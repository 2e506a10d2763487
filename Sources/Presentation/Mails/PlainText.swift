/// Text from a directory made fit to stand on one line of a mail.
///
/// Whoever writes into the directory must not be able to write into a header, to break a page, or to make a name read
/// backwards.
struct PlainText: Equatable {
  let text: String

  /// - Parameter longest: in characters; more is cut, and the cut is shown.
  init(_ source: String, longest: Int = 160) {
    if Self.isFit(source.utf8, longest: longest) {
      text = source
      return
    }
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in source.unicodeScalars {
      let kept = Self.isSpace(scalar) ? " " : scalar
      if Self.isHidden(kept) || (kept == " " && previous == " ") || Self.wouldHide(previous, behind: kept) { continue }
      scalars.append(kept)
      previous = kept
    }
    if scalars.last == " " { scalars.removeLast() }
    let line = String(scalars)
    text = line.count > longest ? String(line.prefix(longest - 1)) + "…" : line
  }

  /// Printable ASCII with single blanks between words, as most names are, is fit as it stands.
  private static func isFit(_ source: String.UTF8View, longest: Int) -> Bool {
    guard source.count <= longest else { return false }
    var previous: UInt8 = 32
    for byte in source {
      guard (32...126).contains(byte), byte != 32 || previous != 32 else { return false }
      previous = byte
    }
    return previous != 32
  }

  /// Everything that ends a line or moves a cursor.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value <= 32 || scalar.value == 127 }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Marks that turn the direction of what follows, and characters that have no meaning of their own.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return false }
    return switch scalar.value {
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: scalar.properties.generalCategory == .unassigned || scalar.properties.generalCategory == .privateUse
    }
  }

  /// A mark upon `<` makes one character of both, which a template that escapes `<` would then not see.
  private static func wouldHide(_ sign: Unicode.Scalar, behind mark: Unicode.Scalar) -> Bool {
    switch sign {
    case "<", ">", "&", "\"", "'":
      mark.properties.isGraphemeExtend || mark.properties.generalCategory == .spacingMark || mark == "\u{200D}"
    default: false
    }
  }
}
