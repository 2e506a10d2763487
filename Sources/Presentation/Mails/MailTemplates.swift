import Foundation
import Mustache
import Provisioning

/// The templates of mails: those embedded, and in their place those an operator gives under the same file name.
package struct MailTemplates: Sendable {
  /// Nil where all are ours.
  private let own: MustacheLibrary?
  /// Ours alone use no transformations of texts, so that a text may be filled in afterwards.
  private let skeletons: MailSkeletons?

  /// - Parameter overrides: file name, such as `link.fr.txt.mustache`, to content.
  package init(overrides: [String: String] = [:]) throws(MailFault) {
    guard !overrides.isEmpty else {
      own = nil
      skeletons = MailSkeletons()
      return
    }
    for file in overrides.keys.sorted() where Self.embedded[file] == nil { throw .unknownTemplate(file: file) }
    own = try Self.library(Self.embedded.merging(overrides) { $1 })
    skeletons = nil
    for file in overrides.keys.sorted() { try checkLink(file) }
  }

  /// Ours, understood when the first mail needs them: most runs send none.
  private static let shipped: MustacheLibrary = {
    do throws(MailFault) {
      return try library(embedded)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  private var library: MustacheLibrary { own ?? Self.shipped }

  private static func library(_ contents: [String: String]) throws(MailFault) -> MustacheLibrary {
    var templates: [String: MustacheTemplate] = [:]
    for (file, content) in contents.sorted(by: { $0.key < $1.key }) {
      templates[name(file)] = try template(file, content)
    }
    return MustacheLibrary(templates: templates)
  }

  /// The file names an operator may override, each with what it holds unless overridden.
  package static var files: [String: String] { embedded }

  /// A mail's text and its HTML, encoded.
  func parts(_ facts: MailFacts) -> (text: QuotedPrintable, html: QuotedPrintable) {
    let name = "\(facts.shape.kind.rawValue).\(facts.shape.language.rawValue)."
    // A report has lists, which no skeleton has; there is one a run.
    guard let skeletons, facts.report.isEmpty else {
      let values = facts.values()
      return (QuotedPrintable(render(name + "txt", values)), QuotedPrintable(render(name + "html", values)))
    }
    let pair = skeletons.pair(facts.shape) {
      MailSkeletons.Pair(
        text: MailSkeleton(facts) { render(name + "txt", $0) }, html: MailSkeleton(facts) { render(name + "html", $0) })
    }
    return (pair.text.filled(facts, isHTML: false), pair.html.filled(facts, isHTML: true))
  }

  /// There is a template for every kind and language; the tests write a mail with each.
  private func render(_ name: String, _ values: [String: Any]) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  private static func name(_ file: String) -> String { String(file.dropLast(".mustache".count)) }

  /// Text is not escaped, HTML is.
  private static func template(_ file: String, _ content: String) throws(MailFault) -> MustacheTemplate {
    let pragma = file.contains(".txt.") ? "{{% CONTENT_TYPE:TEXT}}" : ""
    do {
      return try MustacheTemplate(string: pragma + content)
    } catch {
      throw .template(file: file, detail: String(describing: error))
    }
  }

  /// A mail that promises a link and has none would only be noticed by the families.
  private func checkLink(_ file: String) throws(MailFault) {
    let probe = "https://probe.invalid/0123456789"
    let name = Self.name(file)
    let needsLink = file.hasPrefix(Mail.Kind.link.rawValue + ".") || file.hasPrefix(Mail.Kind.reset.rawValue + ".")
    guard needsLink else { return }
    guard library.render(["link": probe], withTemplate: name)?.contains(probe) == true else {
      throw .templateWithoutLink(file: file)
    }
  }

  private static let embedded: [String: String] = [
    "layout.html.mustache": PackageResources.layout_html_mustache,
    "link.fr.txt.mustache": PackageResources.link_fr_txt_mustache,
    "link.fr.html.mustache": PackageResources.link_fr_html_mustache,
    "link.en.txt.mustache": PackageResources.link_en_txt_mustache,
    "link.en.html.mustache": PackageResources.link_en_html_mustache,
    "reset.fr.txt.mustache": PackageResources.reset_fr_txt_mustache,
    "reset.fr.html.mustache": PackageResources.reset_fr_html_mustache,
    "reset.en.txt.mustache": PackageResources.reset_en_txt_mustache,
    "reset.en.html.mustache": PackageResources.reset_en_html_mustache,
    "report.fr.txt.mustache": PackageResources.report_fr_txt_mustache,
    "report.fr.html.mustache": PackageResources.report_fr_html_mustache,
    "report.en.txt.mustache": PackageResources.report_en_txt_mustache,
    "report.en.html.mustache": PackageResources.report_en_html_mustache,
    "notice-former.fr.txt.mustache": PackageResources.notice_former_fr_txt_mustache,
    "notice-former.fr.html.mustache": PackageResources.notice_former_fr_html_mustache,
    "notice-former.en.txt.mustache": PackageResources.notice_former_en_txt_mustache,
    "notice-former.en.html.mustache": PackageResources.notice_former_en_html_mustache,
    "notice-new.fr.txt.mustache": PackageResources.notice_new_fr_txt_mustache,
    "notice-new.fr.html.mustache": PackageResources.notice_new_fr_html_mustache,
    "notice-new.en.txt.mustache": PackageResources.notice_new_en_txt_mustache,
    "notice-new.en.html.mustache": PackageResources.notice_new_en_html_mustache,
  ].mapValues { String(decoding: $0, as: UTF8.self) }
}
