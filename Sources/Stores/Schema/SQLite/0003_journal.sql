-- What runs did, and what is still open.

-- One line per run and directory.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  directory INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('settled', 'changes', 'applied', 'refused', 'failed')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  -- JSON.
  counts TEXT NOT NULL,
  active_managed INTEGER NOT NULL,
  -- The limits an operator lifted; JSON.
  lifted TEXT NOT NULL,
  -- Why it was refused or failed, in facts; JSON.
  cause TEXT
);

CREATE INDEX run_applied ON run (directory, ended_at) WHERE outcome IN ('applied', 'settled');

-- The journal of changes.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  -- NULL for what a command, an agent or a portal did.
  run INTEGER,
  account INTEGER NOT NULL,
  kind TEXT NOT NULL,
  anchor TEXT NOT NULL,
  dn TEXT NOT NULL,
  -- Before and after, field by field; JSON as in the report.
  fields TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor INTEGER NOT NULL
);

CREATE INDEX change_account ON change (account);

-- Open until it is gone, since the moment it was first seen.
CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  directory INTEGER NOT NULL,
  -- NULL when the entry has no readable one.
  anchor TEXT,
  dn TEXT NOT NULL,
  code TEXT NOT NULL,
  attribute TEXT,
  -- NULL for a problem of the entry.
  field TEXT,
  detail TEXT NOT NULL,
  since INTEGER NOT NULL
);

CREATE INDEX problem_directory ON problem (directory, anchor);

-- A tie that a human has to decide.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  directory INTEGER NOT NULL,
  anchor TEXT NOT NULL,
  dn TEXT NOT NULL,
  code TEXT NOT NULL,
  -- The accounts it might be, and their numbers; JSON lists.
  accounts TEXT NOT NULL,
  numbers TEXT NOT NULL,
  since INTEGER NOT NULL
);

CREATE INDEX proposal_directory ON proposal (directory, anchor);
