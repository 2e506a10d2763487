-- Accounts that were written since one of their ties was: a run looks at them again. Every account is written at least once,
-- when its password is made, so comparing them all would cost what exists, not what changed.
CREATE TABLE edited (account INTEGER PRIMARY KEY);
INSERT INTO edited
SELECT DISTINCT account.id FROM account JOIN tie ON tie.account = account.id
WHERE tie.account_revision <> account.revision;

CREATE TRIGGER account_ahead AFTER UPDATE OF revision ON account
WHEN EXISTS (SELECT 1 FROM tie WHERE account = NEW.id AND account_revision <> NEW.revision)
BEGIN
  -- Not OR IGNORE: what the statement outside says of conflicts would hold here, too.
  INSERT INTO edited SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM edited WHERE account = NEW.id);
END;
CREATE TRIGGER tie_behind AFTER INSERT ON tie
WHEN NEW.account_revision <> (SELECT revision FROM account WHERE id = NEW.account)
BEGIN
  INSERT INTO edited SELECT NEW.account WHERE NOT EXISTS (SELECT 1 FROM edited WHERE account = NEW.account);
END;
CREATE TRIGGER tie_moved AFTER UPDATE OF account, account_revision ON tie
WHEN OLD.account <> NEW.account OR OLD.account_revision <> NEW.account_revision
BEGIN
  DELETE FROM edited WHERE account IN (OLD.account, NEW.account);
  INSERT INTO edited
  SELECT DISTINCT account.id FROM account JOIN tie ON tie.account = account.id
  WHERE account.id IN (OLD.account, NEW.account) AND tie.account_revision <> account.revision;
END;
CREATE TRIGGER tie_gone AFTER DELETE ON tie
BEGIN
  DELETE FROM edited WHERE account = OLD.account
    AND NOT EXISTS (
      SELECT 1 FROM tie JOIN account ON account.id = tie.account
      WHERE tie.account = OLD.account AND tie.account_revision <> account.revision);
END;
