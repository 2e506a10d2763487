-- How many accounts are active, and how many of these have an address and a password: every line of the journal says so, and
-- counting them anew would cost a run that reads only what changed more than all the rest.
CREATE TABLE account_figures (
  accounts INTEGER NOT NULL,
  addresses INTEGER NOT NULL,
  passwords INTEGER NOT NULL
);
INSERT INTO account_figures
SELECT count(*), count(email), CAST(total(has_password) AS INTEGER) FROM account WHERE status = 'active';

CREATE TRIGGER account_counted AFTER INSERT ON account
WHEN NEW.status = 'active'
BEGIN
  UPDATE account_figures
  SET accounts = accounts + 1, addresses = addresses + (NEW.email IS NOT NULL), passwords = passwords + NEW.has_password;
END;
CREATE TRIGGER account_recounted AFTER UPDATE OF status, email, has_password ON account
WHEN OLD.status <> NEW.status OR (OLD.email IS NULL) <> (NEW.email IS NULL) OR OLD.has_password <> NEW.has_password
BEGIN
  UPDATE account_figures
  SET accounts = accounts + (NEW.status = 'active') - (OLD.status = 'active'),
    addresses = addresses + (NEW.status = 'active' AND NEW.email IS NOT NULL)
      - (OLD.status = 'active' AND OLD.email IS NOT NULL),
    passwords = passwords + (NEW.status = 'active' AND NEW.has_password) - (OLD.status = 'active' AND OLD.has_password);
END;
CREATE TRIGGER account_uncounted AFTER DELETE ON account
WHEN OLD.status = 'active'
BEGIN
  UPDATE account_figures
  SET accounts = accounts - 1, addresses = addresses - (OLD.email IS NOT NULL), passwords = passwords - OLD.has_password;
END;
