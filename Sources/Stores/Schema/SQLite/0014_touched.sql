-- What a run that reads only what changed writes, and nothing beside it.

-- The exceptions are the accounts that are not active. Which were written since their tie was, the table `edited` knows: an index
-- of all that ever changed had a place to find and to write for every change.
DROP INDEX account_changed;
CREATE INDEX account_inactive ON account (id) WHERE status = 'inactive';

-- How many ties of a directory are not secondary: to count them anew is to read an index that grows with the accounts.
ALTER TABLE directory ADD COLUMN ties INTEGER NOT NULL DEFAULT 0;
UPDATE directory SET ties = (SELECT count(*) FROM tie WHERE tie.directory = directory.id AND NOT tie.is_secondary);

CREATE TRIGGER tie_counted AFTER INSERT ON tie
WHEN NOT NEW.is_secondary
BEGIN
  UPDATE directory SET ties = ties + 1 WHERE id = NEW.directory;
END;
CREATE TRIGGER tie_recounted AFTER UPDATE OF directory, is_secondary ON tie
WHEN OLD.directory <> NEW.directory OR OLD.is_secondary <> NEW.is_secondary
BEGIN
  UPDATE directory SET ties = ties - NOT OLD.is_secondary WHERE id = OLD.directory;
  UPDATE directory SET ties = ties + NOT NEW.is_secondary WHERE id = NEW.directory;
END;
CREATE TRIGGER tie_uncounted AFTER DELETE ON tie
WHEN NOT OLD.is_secondary
BEGIN
  UPDATE directory SET ties = ties - 1 WHERE id = OLD.directory;
END;
