import Foundation
import Provisioning

extension JSONReport {
  func change(_ change: Change, in directory: DirectoryReport, _ json: inout JSONWriter) {
    json.object { json in
      json.member("kind", change.kind.rawValue)
      json.member("directory", directory.name)
      json.member("anchor", change.anchor.text)
      json.member("dn", redaction.dn(change.dn))
      if let previous = change.previousDN { json.member("previousDn", redaction.dn(previous)) }
      if case .relinked(let former, _, let rule) = change.reason {
        json.member("previousAnchor", former.text)
        json.member("rule", rule.code)
      }
      json.member("number", directory.number(of: change).map(redaction.value))
      json.member("name", redaction.value(change.name))
      json.key("fields")
      json.object { json in change.fields.forEach { field($0, &json) } }
      json.key("mails")
      json.array { json in
        for mail in change.mails {
          json.object {
            $0.member("kind", mail.kind.rawValue)
            $0.member("to", redaction.value(mail.to))
          }
        }
      }
      json.member("reason", words.reason(of: change))
      json.member("reasonCode", change.reason.code)
    }
  }

  private func field(_ field: FieldChange, _ json: inout JSONWriter) {
    json.key(field.field.name)
    json.object {
      $0.key("from")
      value(field.from, &$0)
      $0.key("to")
      value(field.to, &$0)
    }
  }

  func value(_ value: FieldValue?, _ json: inout JSONWriter) {
    switch value {
    case nil: json.value(String?.none)
    case .text(let text): json.value(redaction.value(text))
    case .list(let list): json.array { json in list.forEach { json.value(redaction.value($0)) } }
    }
  }
}
