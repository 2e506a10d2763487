-- An account that was inserted without a number is edited by plain SQL as well: its revision was not bumped, and a run
-- that planned before the edit undid it. A run exchanging numbers is still left alone: its number goes to or comes
-- from NULL, and nothing else changes with it.
DROP TRIGGER account_edited;

CREATE TRIGGER account_edited
AFTER UPDATE OF number, civility, last_name, first_name, email, mobile, attributes, status, inactive_reason,
  has_password, password_hash, email_verified_at ON account
WHEN NEW.revision = OLD.revision AND (
  (OLD.number IS NULL) = (NEW.number IS NULL)
  OR NEW.civility IS NOT OLD.civility OR NEW.last_name IS NOT OLD.last_name OR NEW.first_name IS NOT OLD.first_name
  OR NEW.email IS NOT OLD.email OR NEW.mobile IS NOT OLD.mobile OR NEW.attributes IS NOT OLD.attributes
  OR NEW.status IS NOT OLD.status OR NEW.inactive_reason IS NOT OLD.inactive_reason
  OR NEW.has_password IS NOT OLD.has_password OR NEW.password_hash IS NOT OLD.password_hash
  OR NEW.email_verified_at IS NOT OLD.email_verified_at)
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
