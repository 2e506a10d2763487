-- How many accounts are active, and how many of these have an address and a password; how many ties a directory has that are not
-- secondary. Every line of the journal says so, and counting them anew would cost a run that reads only what changed more than the
-- rest. Whoever writes adds a row of differences, so that nobody waits for anybody; their sums are the figures, and each run puts what
-- it finds into one row.
CREATE TABLE navette.figure (
  -- NULL in a row about accounts.
  directory bigint,
  accounts bigint NOT NULL DEFAULT 0,
  addresses bigint NOT NULL DEFAULT 0,
  passwords bigint NOT NULL DEFAULT 0,
  ties bigint NOT NULL DEFAULT 0
);

-- With the rights of the owner: who writes an account by plain SQL need not know of figures.
CREATE FUNCTION navette.count_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = navette, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure (accounts, addresses, passwords)
    SELECT count(*), count(email), count(*) FILTER (WHERE has_password = 1) FROM after WHERE status = 'active'
    HAVING count(*) > 0;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO figure (accounts, addresses, passwords)
    SELECT -count(*), -count(email), -count(*) FILTER (WHERE has_password = 1) FROM before WHERE status = 'active'
    HAVING count(*) > 0;
  ELSE
    INSERT INTO figure (accounts, addresses, passwords)
    SELECT sum(sign), coalesce(sum(sign) FILTER (WHERE email IS NOT NULL), 0),
      coalesce(sum(sign) FILTER (WHERE has_password = 1), 0)
    FROM (
      SELECT 1 AS sign, email, has_password FROM after WHERE status = 'active'
      UNION ALL SELECT -1, email, has_password FROM before WHERE status = 'active') AS changed
    HAVING sum(sign) <> 0 OR sum(sign) FILTER (WHERE email IS NOT NULL) <> 0 OR sum(sign) FILTER (WHERE has_password = 1) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER account_counted AFTER INSERT ON navette.account REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_accounts();
CREATE TRIGGER account_recounted AFTER UPDATE ON navette.account REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_accounts();
CREATE TRIGGER account_uncounted AFTER DELETE ON navette.account REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_accounts();

CREATE FUNCTION navette.count_ties() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = navette, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure (directory, ties) SELECT directory, count(*) FROM after WHERE NOT is_secondary GROUP BY directory;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO figure (directory, ties) SELECT directory, -count(*) FROM before WHERE NOT is_secondary GROUP BY directory;
  ELSE
    INSERT INTO figure (directory, ties)
    SELECT directory, sum(sign)
    FROM (
      SELECT 1 AS sign, directory FROM after WHERE NOT is_secondary
      UNION ALL SELECT -1, directory FROM before WHERE NOT is_secondary) AS changed
    GROUP BY directory HAVING sum(sign) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER tie_counted AFTER INSERT ON navette.tie REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_ties();
CREATE TRIGGER tie_recounted AFTER UPDATE ON navette.tie REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_ties();
CREATE TRIGGER tie_uncounted AFTER DELETE ON navette.tie REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION navette.count_ties();

-- Only now: whoever was writing had to end before the triggers could be made, and is counted here.
INSERT INTO navette.figure (accounts, addresses, passwords)
SELECT count(*), count(email), count(*) FILTER (WHERE has_password = 1) FROM navette.account WHERE status = 'active';
INSERT INTO navette.figure (directory, ties)
SELECT directory, count(*) FROM navette.tie WHERE NOT is_secondary GROUP BY directory;
