-- What a portal reads and writes. The column names are published: add, never change.

CREATE VIEW portal_account AS
SELECT id, number, civility, last_name, first_name, email,
  strftime('%Y-%m-%dT%H:%M:%SZ', email_verified_at / 1000, 'unixepoch') AS email_verified_at,
  mobile, attributes, status, has_password,
  strftime('%Y-%m-%dT%H:%M:%SZ', updated_at / 1000, 'unixepoch') AS updated_at
FROM account;

-- expires_at is NULL while the mail that carries the token has not been accepted.
CREATE VIEW portal_password_token AS
SELECT hash AS token_hash, account AS account_id, purpose,
  strftime('%Y-%m-%dT%H:%M:%SZ', issued_at / 1000, 'unixepoch') AS issued_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', expires_at / 1000, 'unixepoch') AS expires_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', used_at / 1000, 'unixepoch') AS used_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', revoked_at / 1000, 'unixepoch') AS revoked_at
FROM token;

-- What stands in the way of a token, if anything does.
CREATE VIEW token_state AS
SELECT token.id AS token, token.hash AS hash, token.account AS account,
  CASE
    WHEN token.used_at IS NOT NULL THEN 'used'
    WHEN token.revoked_at IS NOT NULL THEN 'revoked'
    WHEN token.expires_at <= CAST(strftime('%s', 'now') AS INTEGER) * 1000 THEN 'expired'
    WHEN account.status <> 'active' THEN 'inactive'
    WHEN account.email_key IS NOT lower(trim(token.address)) THEN 'void'
    ELSE 'live'
  END AS state
FROM token JOIN account ON account.id = token.account;

-- INSERT INTO portal_redemption(token_hash, password_hash) VALUES (…, …) is the one write. It does all or nothing.
CREATE VIEW portal_redemption AS SELECT NULL AS token_hash, NULL AS password_hash WHERE 0;

CREATE TRIGGER portal_redemption_insert INSTEAD OF INSERT ON portal_redemption
BEGIN
  SELECT RAISE(ABORT, 'this token is unknown')
  WHERE NOT EXISTS (SELECT 1 FROM token WHERE hash = NEW.token_hash);
  SELECT CASE state
      WHEN 'used' THEN RAISE(ABORT, 'this token was already used')
      WHEN 'revoked' THEN RAISE(ABORT, 'this token was revoked')
      WHEN 'expired' THEN RAISE(ABORT, 'this token has expired')
      WHEN 'inactive' THEN RAISE(ABORT, 'the account of this token is inactive')
      WHEN 'void' THEN RAISE(ABORT, 'the address this token was sent to is no longer the account''s')
    END
  FROM token_state WHERE hash = NEW.token_hash;

  UPDATE token SET used_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE hash = NEW.token_hash;
  UPDATE account
  SET has_password = 1,
    password_hash = NEW.password_hash,
    email_verified_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000,
    updated_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000,
    revision = revision + 1
  WHERE id = (SELECT account FROM token WHERE hash = NEW.token_hash);
  UPDATE token SET revoked_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
  WHERE account = (SELECT account FROM token WHERE hash = NEW.token_hash) AND used_at IS NULL AND revoked_at IS NULL;
  UPDATE mail
  SET state = 'cancelled', leased_until = NULL, finished_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
  WHERE account = (SELECT account FROM token WHERE hash = NEW.token_hash) AND state = 'waiting' AND token IS NOT NULL;
  INSERT INTO change (account, kind, anchor, dn, fields, reason, at, actor)
  SELECT account, 'redemption', '', '', '{}', purpose, used_at, 1 FROM token WHERE hash = NEW.token_hash;
END;

-- Whoever edits an account by plain SQL need not know of revisions: this bumps the row's, so that a run that planned
-- before the edit plans again. A writer that sets the revision itself is left alone. Numbers that go to or come from
-- NULL are a run exchanging them.
CREATE TRIGGER account_edited
AFTER UPDATE OF number, civility, last_name, first_name, email, mobile, attributes, status, inactive_reason,
  has_password, password_hash, email_verified_at ON account
WHEN NEW.revision = OLD.revision AND OLD.number IS NOT NULL AND NEW.number IS NOT NULL
BEGIN
  UPDATE account
  SET revision = OLD.revision + 1,
    updated_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000,
    name_key = CASE
      WHEN NEW.last_name IS OLD.last_name AND NEW.first_name IS OLD.first_name THEN NEW.name_key
    END,
    email_verified_at = CASE WHEN NEW.email_key IS OLD.email_key THEN NEW.email_verified_at END,
    inactive_reason = CASE
      WHEN NEW.status = 'active' THEN NULL
      WHEN OLD.status = 'active' THEN 'suspended'
      ELSE NEW.inactive_reason
    END
  WHERE id = NEW.id;
END;

-- Suspending an account takes its open links with it.
CREATE TRIGGER account_suspended AFTER UPDATE OF status ON account
WHEN NEW.status = 'inactive' AND OLD.status = 'active' AND NEW.revision = OLD.revision
BEGIN
  UPDATE token SET revoked_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
  WHERE account = NEW.id AND used_at IS NULL AND revoked_at IS NULL;
  UPDATE mail
  SET state = 'cancelled', leased_until = NULL, finished_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
  WHERE account = NEW.id AND state = 'waiting';
END;
