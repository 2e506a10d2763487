-- Accounts, what ties them to directories, and the state of each directory.
-- Times are milliseconds since 1970 in UTC; the views of a portal turn them into ISO 8601.

-- Foreign keys lead to accounts alone: what else a row names by number is never removed before it, and each key costs a
-- look-up for each row written.

-- Every row of journal, outbox and tokens says who caused it, and from where.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('run', 'command', 'agent', 'family', 'portal')),
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  UNIQUE (kind, name, origin)
);

-- Row 1 stands for whoever writes through a portal's view or by plain SQL.
INSERT INTO actor (id, kind, name, origin) VALUES (1, 'portal', 'portal', 'sql');

-- CHECK says OR, not IN: for a list of more than two SQLite builds a table, at every insertion, which costs more than the
-- insertion.
-- AUTOINCREMENT: an id is never used twice, not even after an erasure.
-- The comparison key of an address is derived, so that nobody can write one without the other.
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT,
  civility TEXT,
  last_name TEXT,
  first_name TEXT,
  email TEXT,
  email_key TEXT GENERATED ALWAYS AS (lower(trim(email))) STORED,
  name_key TEXT,
  mobile TEXT,
  attributes TEXT NOT NULL DEFAULT '{}',
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
  inactive_reason TEXT CHECK (
    inactive_reason = 'absent' OR inactive_reason = 'directory' OR inactive_reason = 'expired'
    OR inactive_reason = 'suspended'),
  has_password INTEGER NOT NULL DEFAULT 0 CHECK (has_password IN (0, 1)),
  password_hash TEXT,
  email_verified_at INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000),
  updated_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000)
);

CREATE UNIQUE INDEX account_number ON account (number);
CREATE INDEX account_email ON account (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX account_name ON account (name_key) WHERE name_key IS NOT NULL;

-- Names written by plain SQL have no comparison key yet; there are few, and they are compared one by one.
CREATE INDEX account_unkeyed ON account (id)
  WHERE name_key IS NULL AND last_name IS NOT NULL AND first_name IS NOT NULL;

-- The exceptions: an account that is not here is active and as it was created. So a million ties are compared
-- without reading a million accounts.
CREATE INDEX account_changed ON account (status, revision) WHERE revision <> 1 OR status <> 'active';

-- The largest N of a number R-N that was ever given, or that ever left an account.
CREATE TABLE number_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL
);

INSERT INTO number_mark (id, value) VALUES (1, 0);

CREATE TRIGGER account_number_left AFTER UPDATE OF number ON account
WHEN OLD.number GLOB 'R-[0-9]*' AND NEW.number IS NOT OLD.number
BEGIN
  UPDATE number_mark SET value = max(value, CAST(substr(OLD.number, 3, 15) AS INTEGER));
END;

CREATE TRIGGER account_number_erased AFTER DELETE ON account
WHEN OLD.number GLOB 'R-[0-9]*'
BEGIN
  UPDATE number_mark SET value = max(value, CAST(substr(OLD.number, 3, 15) AS INTEGER));
END;

CREATE TABLE directory (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- The last whole read that was applied; JSON.
  whole_read TEXT,
  -- Where reading changes only goes on from.
  cursor TEXT
);

-- What joins an entry to an account. The narrow half, in the order of its key, is what a read is compared with; the
-- wide half is looked at for the touched alone.
CREATE TABLE tie (
  directory INTEGER NOT NULL,
  -- The first 128 bits of the SHA-256 of the anchor.
  key BLOB NOT NULL CHECK (length(key) = 16),
  digest BLOB,
  dn_hash INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  -- The account's revision when this row was written; another one now means that somebody edited the account.
  account_revision INTEGER NOT NULL,
  missing_since INTEGER,
  active_until INTEGER,
  is_secondary INTEGER NOT NULL DEFAULT 0,
  -- tie_detail.id; always written and removed with this row.
  detail INTEGER NOT NULL,
  PRIMARY KEY (directory, key)
) WITHOUT ROWID;

CREATE INDEX tie_account ON tie (account);

CREATE TABLE tie_detail (
  id INTEGER PRIMARY KEY,
  anchor TEXT NOT NULL,
  -- What the server's change protocol calls the entry, where that is not the anchor.
  sync_id TEXT,
  dn TEXT NOT NULL,
  -- The directory's values as last agreed, field by field; JSON.
  agreed TEXT NOT NULL
);
