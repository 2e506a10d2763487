-- What a portal reads and writes. The column names are published: add, never change.

-- ISO 8601 of milliseconds since 1970.
CREATE FUNCTION navette.moment(milliseconds bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_char(to_timestamp(milliseconds / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

CREATE VIEW navette.portal_account AS
SELECT id, number, civility, last_name, first_name, email, navette.moment(email_verified_at) AS email_verified_at,
  mobile, attributes, status, has_password, navette.moment(updated_at) AS updated_at
FROM navette.account;

-- expires_at is NULL while the mail that carries the token has not been accepted.
CREATE VIEW navette.portal_password_token AS
SELECT hash AS token_hash, account AS account_id, purpose, navette.moment(issued_at) AS issued_at,
  navette.moment(expires_at) AS expires_at, navette.moment(used_at) AS used_at, navette.moment(revoked_at) AS revoked_at
FROM navette.token;

-- What stands in the way of a token, if anything does.
CREATE VIEW navette.token_state AS
SELECT token.id AS token, token.hash AS hash, token.account AS account,
  CASE
    WHEN token.used_at IS NOT NULL THEN 'used'
    WHEN token.revoked_at IS NOT NULL THEN 'revoked'
    WHEN token.expires_at <= navette.now_ms() THEN 'expired'
    WHEN account.status <> 'active' THEN 'inactive'
    WHEN account.email_key IS DISTINCT FROM navette.email_key(token.address) THEN 'void'
    ELSE 'live'
  END AS state
FROM navette.token JOIN navette.account ON account.id = token.account;

-- INSERT INTO portal_redemption(token_hash, password_hash) VALUES (…, …) is the one write. It does all or nothing.
CREATE VIEW navette.portal_redemption AS SELECT NULL::text AS token_hash, NULL::text AS password_hash WHERE false;

-- Accounts are locked before tokens, and tokens before mails, by everybody who locks more than one: nobody waits in a circle.
-- The token is judged when the account is locked: what another redemption or a run did meanwhile is seen.
CREATE FUNCTION navette.redeem() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = navette, pg_temp AS $$
DECLARE
  owner bigint;
  known bigint;
  stands text;
BEGIN
  SELECT account, id INTO owner, known FROM token WHERE hash = NEW.token_hash;
  PERFORM FROM account WHERE id = owner FOR UPDATE;
  SELECT state INTO stands FROM token_state WHERE token = known;
  IF stands IS DISTINCT FROM 'live' THEN
    RAISE EXCEPTION '%', CASE stands
      WHEN 'used' THEN 'this token was already used'
      WHEN 'revoked' THEN 'this token was revoked'
      WHEN 'expired' THEN 'this token has expired'
      WHEN 'inactive' THEN 'the account of this token is inactive'
      WHEN 'void' THEN 'the address this token was sent to is no longer the account''s'
      ELSE 'this token is unknown'
    END;
  END IF;
  UPDATE account
  SET has_password = 1, password_hash = NEW.password_hash, email_verified_at = now_ms(), updated_at = now_ms(),
    revision = revision + 1
  WHERE id = owner;
  UPDATE token SET used_at = now_ms() WHERE id = known;
  UPDATE token SET revoked_at = now_ms() WHERE account = owner AND used_at IS NULL AND revoked_at IS NULL;
  UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = now_ms()
  WHERE account = owner AND state = 'waiting' AND token IS NOT NULL;
  INSERT INTO change (account, kind, anchor, dn, fields, reason, at, actor)
  SELECT owner, 'redemption', '', '', '{}', purpose, used_at, 1 FROM token WHERE id = known;
  RETURN NEW;
END $$;

CREATE TRIGGER portal_redemption_insert INSTEAD OF INSERT ON navette.portal_redemption
  FOR EACH ROW EXECUTE FUNCTION navette.redeem();

-- Whoever edits an account by plain SQL need not know of revisions: this bumps the row's, so that a run that planned
-- before the edit plans again. A writer that sets the revision itself is left alone.
CREATE FUNCTION navette.account_edited() RETURNS trigger LANGUAGE plpgsql SET search_path = navette, pg_temp AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  NEW.updated_at := now_ms();
  IF NEW.last_name IS DISTINCT FROM OLD.last_name OR NEW.first_name IS DISTINCT FROM OLD.first_name THEN
    NEW.name_key := NULL;
  END IF;
  IF email_key(NEW.email) IS DISTINCT FROM email_key(OLD.email) THEN NEW.email_verified_at := NULL; END IF;
  IF NEW.status = 'active' THEN
    NEW.inactive_reason := NULL;
  ELSIF OLD.status = 'active' THEN
    NEW.inactive_reason := 'suspended';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER account_edited BEFORE UPDATE ON navette.account FOR EACH ROW
  WHEN (NEW.revision = OLD.revision AND
    (NEW.number, NEW.civility, NEW.last_name, NEW.first_name, NEW.email, NEW.mobile, NEW.attributes, NEW.status,
      NEW.inactive_reason, NEW.has_password, NEW.password_hash, NEW.email_verified_at)
    IS DISTINCT FROM
    (OLD.number, OLD.civility, OLD.last_name, OLD.first_name, OLD.email, OLD.mobile, OLD.attributes, OLD.status,
      OLD.inactive_reason, OLD.has_password, OLD.password_hash, OLD.email_verified_at))
  EXECUTE FUNCTION navette.account_edited();

-- Suspending an account takes its open links with it.
CREATE FUNCTION navette.account_suspended() RETURNS trigger LANGUAGE plpgsql SET search_path = navette, pg_temp AS $$
BEGIN
  UPDATE token SET revoked_at = now_ms() WHERE account = NEW.id AND used_at IS NULL AND revoked_at IS NULL;
  UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = now_ms()
  WHERE account = NEW.id AND state = 'waiting';
  RETURN NULL;
END $$;

CREATE TRIGGER account_suspended AFTER UPDATE OF status ON navette.account FOR EACH ROW
  WHEN (NEW.status = 'inactive' AND OLD.status = 'active' AND NEW.inactive_reason = 'suspended')
  EXECUTE FUNCTION navette.account_suspended();
