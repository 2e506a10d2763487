import Foundation
import Presentation
import Provisioning
import Testing

/// Reports kept as files beside the tests; `NAVETTE_REWRITE_GOLDEN=1` writes them anew.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  static let isRewriting = ProcessInfo.processInfo.environment["NAVETTE_REWRITE_GOLDEN"] != nil

  static let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

  static func style(
    _ language: Language = .en, width: Int? = 80, colours: Bool = false, redact: Bool = false, verbose: Bool = false
  ) -> TextStyle {
    TextStyle(
      width: width, colours: colours, language: language, timeZone: paris, redact: redact, verbose: verbose)
  }

  static func bytes(_ format: ReportFormat, _ report: Report, _ style: TextStyle) -> [UInt8] {
    var bytes: [UInt8] = []
    format.write(report, style: style) { bytes += $0 }
    return bytes
  }

  static func string(_ format: ReportFormat, _ report: Report, _ style: TextStyle) -> String {
    String(decoding: bytes(format, report, style), as: UTF8.self)
  }

  /// A page, of a portal that has a past; its style and its script stand in files of their own.
  static func page(_ report: Report, _ style: TextStyle) -> String {
    var (report, style) = (report, style)
    style.portal = "Portail Famille de Valmont"
    report.figures = SampleReports.figures
    let text = string(.html, report, style)
    return text.replacing(/<(style|script)>(.|\n)*?<\/(style|script)>/) { "<\($0.1)>…</\($0.1)>" }
  }

  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    if isRewriting { try Data(text.utf8).write(to: file) }
    // As bytes: a byte order mark is part of what is kept.
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == kept, "differs from Golden/\(name)", sourceLocation: sourceLocation)
  }
}
