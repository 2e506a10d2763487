/// All that a kind of store is asked for.
package typealias Store = AccountStore & AccountDesk & Outbox & MailJournal & RunJournal
