-- Lines of the journal that come from an old file of SQLite do not say how the directory was read.
ALTER TABLE navette.run ALTER COLUMN detail DROP NOT NULL;

-- After many rows were written the server knows nothing of them, until autovacuum comes by a minute later: the next run would read whole
-- tables for each person. With its owner's rights, since who only writes rows may not ask for it.
CREATE FUNCTION navette.take_stock() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = navette, pg_temp AS $$
BEGIN
  ANALYZE account (id, number, email_key, name_key, revision, status), tie (directory, key, account, account_revision, digest,
    missing_since, active_until, is_secondary, sync_id), token (id, hash, account, used_at, revoked_at), mail (id, account, token,
    state, due_at, leased_until, finished_at, bounces), change (id, run, account), run (id, directory, name);
END $$;
