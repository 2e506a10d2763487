-- Tokens and the mails that carry them.

-- The hash of a token's text, never the text; the name of the key, never the key.
CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  -- Lower-case hexadecimal SHA-256 of the text as it stands in the link.
  hash TEXT NOT NULL,
  -- The sixteen random bytes from which the text is made again with the key.
  nonce BLOB NOT NULL,
  key_id TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('create', 'reset')),
  -- The address it is bound to.
  address TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  -- In seconds, from the moment its mail was accepted.
  life INTEGER NOT NULL,
  expires_at INTEGER,
  used_at INTEGER,
  revoked_at INTEGER,
  actor INTEGER NOT NULL
);

CREATE UNIQUE INDEX token_hash ON token (hash);
CREATE INDEX token_open ON token (account) WHERE used_at IS NULL AND revoked_at IS NULL;

CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  -- token.id; no foreign key, since tokens are forgotten long before mails.
  token INTEGER,
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  -- NULL when the store gave the number in the same transaction: then it is the account's.
  number TEXT,
  message_id TEXT NOT NULL,
  -- In a notice, the address at the other end of the change.
  other_address TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (
    state = 'waiting' OR state = 'sent' OR state = 'failed' OR state = 'cancelled'),
  queued_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  leased_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER,
  reply TEXT,
  -- 1: the recipient was refused for good; 0: a server took the mail; NULL: nothing is known.
  bounces INTEGER,
  actor INTEGER NOT NULL
);

-- Each holds only the mails it is asked about, so that a hundred thousand old ones slow nothing.
CREATE INDEX mail_due ON mail (due_at, id) WHERE state = 'waiting';
CREATE INDEX mail_awaited ON mail (due_at, id) WHERE state = 'waiting' AND kind = 'reset';
CREATE INDEX mail_waiting ON mail (account) WHERE state = 'waiting';
CREATE INDEX mail_leased ON mail (leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX mail_finished ON mail (state, finished_at) WHERE state <> 'waiting';
CREATE INDEX mail_verdict ON mail (lower(trim(recipient)), finished_at, bounces) WHERE bounces IS NOT NULL;

-- A waiting mail, what is needed to write it, and what must still hold for it to leave: an active account; for all but
-- the notice to a former address, that the address is still the account's; for a link, that its token is still good,
-- and for that address. Whether the token has expired depends on the clock of who asks.
CREATE VIEW waiting_mail AS
SELECT mail.id, mail.kind, mail.account, mail.recipient, mail.recipient_name,
  coalesce(mail.number, account.number, '') AS number, mail.message_id, mail.queued_at, mail.attempts,
  token.nonce, token.key_id, token.purpose, token.life, mail.other_address, mail.due_at, mail.leased_until,
  ifnull(token.expires_at, 9223372036854775807) AS token_ends_at,
  account.status = 'active'
    AND (mail.kind = 'notice-former' OR account.email_key IS lower(trim(mail.recipient)))
    AND (mail.token IS NULL OR (
      token.id IS NOT NULL AND token.used_at IS NULL AND token.revoked_at IS NULL
      AND account.email_key IS lower(trim(token.address)))) AS is_current
FROM mail
CROSS JOIN account ON account.id = mail.account
LEFT JOIN token ON token.id = mail.token
WHERE mail.state = 'waiting';
