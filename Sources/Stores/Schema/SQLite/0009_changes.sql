-- Reading only what changed: what a run looks at besides, each kind found without reading the many ties of which nothing
-- is due.
CREATE INDEX tie_unagreed ON tie (directory) WHERE digest IS NULL;
CREATE INDEX tie_missing ON tie (directory) WHERE missing_since IS NOT NULL;
CREATE INDEX tie_until ON tie (directory, active_until) WHERE active_until IS NOT NULL;
CREATE INDEX tie_secondary ON tie (directory) WHERE is_secondary;

-- Most sync ids are the anchor in another spelling, and not kept.
CREATE INDEX tie_sync_id ON tie_detail (sync_id) WHERE sync_id IS NOT NULL;
