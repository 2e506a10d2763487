-- What is needed to show the report of a run again as it was.

-- What was open, corrected in the portal, and absent; one row for all runs that found the same.
CREATE TABLE run_matters (
  id INTEGER PRIMARY KEY,
  -- The first 128 bits of the SHA-256 of the content.
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16),
  -- JSON.
  content TEXT NOT NULL
);

-- How it was read, refusals, failure; JSON. NULL in lines that are older than this column.
ALTER TABLE run ADD COLUMN detail TEXT;
-- run_matters.id; NULL when nothing was open.
ALTER TABLE run ADD COLUMN matters INTEGER;
-- change.id of its first change and of its last; the last is before the first when there is none.
ALTER TABLE run ADD COLUMN first_change INTEGER;
ALTER TABLE run ADD COLUMN last_change INTEGER;
-- Active accounts of the whole store after it, and how many of them have an address and a password.
ALTER TABLE run ADD COLUMN accounts INTEGER;
ALTER TABLE run ADD COLUMN addresses INTEGER;
ALTER TABLE run ADD COLUMN passwords INTEGER;
-- What became of it after its commit, in the line of its last directory; JSON.
ALTER TABLE run ADD COLUMN sequel TEXT;

CREATE INDEX run_name ON run (name);

-- What else a report says of the change, and the columns do not; JSON, NULL when they tell all.
ALTER TABLE change ADD COLUMN detail TEXT;
