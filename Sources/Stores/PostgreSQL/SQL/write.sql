-- Writes what stands in `incoming`, table by table, each with one statement for all people.

INSERT INTO directory (name)
SELECT DISTINCT directory FROM incoming WHERE directory IS NOT NULL
ON CONFLICT (name) DO NOTHING;

-- A number that leaves an account is never given again.
UPDATE number_mark SET value = greatest(value, coalesce((
  SELECT max(given_number(account.number))
  FROM incoming JOIN account ON account.id = incoming.account
  WHERE incoming.action = 'update' AND account.number LIKE 'R-%'
    AND (incoming.is_cleared OR incoming.number IS NOT NULL) AND incoming.number IS DISTINCT FROM account.number), 0));

-- Numbers for the accounts that have none: R-0001, R-0002 and so on, none that another row brings or somebody has.
WITH lacking AS (
  SELECT ordinal, row_number() OVER (ORDER BY ordinal) AS place
  FROM incoming WHERE number IS NULL AND (action = 'insert' OR action = 'update' AND is_cleared)
), taken AS (
  SELECT given_number(account.number) AS value FROM account CROSS JOIN number_mark
  WHERE EXISTS (SELECT FROM lacking) AND account.number LIKE 'R-%' AND given_number(account.number) > number_mark.value
  UNION SELECT given_number(number) FROM incoming WHERE number LIKE 'R-%' AND given_number(number) IS NOT NULL
), free AS (
  SELECT series.value, row_number() OVER (ORDER BY series.value) AS place
  FROM number_mark CROSS JOIN generate_series(
    number_mark.value + 1,
    number_mark.value + (SELECT count(*) FROM lacking) + (SELECT count(*) FROM taken)) AS series (value)
  WHERE series.value NOT IN (SELECT value FROM taken)
)
UPDATE incoming
SET number = 'R-' || lpad(free.value::text, greatest(4, length(free.value::text)), '0'), is_given = true
FROM lacking JOIN free ON free.place = lacking.place
WHERE incoming.ordinal = lacking.ordinal;

UPDATE number_mark SET value = greatest(value, coalesce((
  SELECT max(given_number(number)) FROM incoming WHERE is_given), 0));

UPDATE account
SET number = CASE WHEN incoming.is_cleared THEN incoming.number ELSE coalesce(incoming.number, account.number) END,
  civility = incoming.civility, last_name = incoming.last_name, first_name = incoming.first_name, email = incoming.email,
  name_key = incoming.name_key, mobile = incoming.mobile, attributes = incoming.attributes, status = incoming.status,
  inactive_reason = incoming.inactive_reason, updated_at = incoming_run.at,
  email_verified_at = CASE
    WHEN incoming.keeps_verification OR account.email_key IS NOT DISTINCT FROM email_key(incoming.email)
    THEN account.email_verified_at
  END,
  revision = account.revision + 1
FROM incoming CROSS JOIN incoming_run
WHERE incoming.action = 'update' AND account.id = incoming.account;

INSERT INTO account (id, number, civility, last_name, first_name, email, name_key, mobile, attributes, status,
  inactive_reason, has_password, created_at, updated_at)
SELECT account, number, civility, last_name, first_name, email, name_key, mobile, attributes, status, inactive_reason,
  has_password::integer, at, at
FROM incoming CROSS JOIN incoming_run WHERE action = 'insert' ORDER BY ordinal;

-- Everybody who locks more than one token, or mail, does it in the order of their ids.
WITH revoked AS (
  SELECT id FROM token
  WHERE used_at IS NULL AND revoked_at IS NULL AND account IN (SELECT account FROM incoming WHERE revokes_tokens)
  ORDER BY id FOR UPDATE
)
UPDATE token SET revoked_at = incoming_run.at FROM revoked CROSS JOIN incoming_run WHERE token.id = revoked.id;

WITH cancelled AS (
  SELECT id FROM mail
  WHERE state = 'waiting' AND account IN (SELECT account FROM incoming WHERE cancels_mails)
  ORDER BY id FOR UPDATE
)
UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = incoming_run.at
FROM cancelled CROSS JOIN incoming_run WHERE mail.id = cancelled.id;

INSERT INTO token (hash, nonce, key_id, account, purpose, address, issued_at, life, actor)
SELECT token_hash, nonce, key_id, account, purpose, address, issued_at, life, actor
FROM incoming CROSS JOIN incoming_run WHERE token_hash IS NOT NULL ORDER BY ordinal;

-- Every tie leaves its place before another one takes it.
DELETE FROM tie USING incoming CROSS JOIN incoming_run LEFT JOIN directory ON directory.name = incoming.directory
WHERE incoming.removes_tie IS NOT NULL AND tie.directory = coalesce(directory.id, incoming_run.directory)
  AND tie.key = incoming.removes_tie;

INSERT INTO tie (directory, key, digest, dn_hash, account, account_revision, missing_since, active_until, is_secondary,
  anchor, sync_id, dn, agreed)
SELECT directory.id, key, digest, dn_hash, account,
  CASE action WHEN 'insert' THEN 1 WHEN 'update' THEN revision + 1 ELSE revision END,
  missing_since, active_until, is_secondary, anchor, sync_id, dn, agreed
FROM incoming JOIN directory ON directory.name = incoming.directory
WHERE key IS NOT NULL
ON CONFLICT (directory, key) DO UPDATE
SET digest = excluded.digest, dn_hash = excluded.dn_hash, account = excluded.account,
  account_revision = excluded.account_revision, missing_since = excluded.missing_since,
  active_until = excluded.active_until, is_secondary = excluded.is_secondary, anchor = excluded.anchor,
  sync_id = excluded.sync_id, dn = excluded.dn, agreed = excluded.agreed;

INSERT INTO change (run, account, kind, anchor, dn, fields, reason, detail, at, actor)
SELECT run, account, change_kind, change_anchor, change_dn, change_fields, change_reason, change_detail, at, actor
FROM incoming CROSS JOIN incoming_run WHERE change_kind IS NOT NULL ORDER BY ordinal;

SELECT setval('account_id', greatest(max(account), (SELECT last_value FROM account_id)))
FROM incoming WHERE action = 'insert' HAVING count(*) > 0;
