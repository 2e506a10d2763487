-- What is sorted and joined on the way stays in memory, for a hundred thousand people too.
SET LOCAL work_mem = '64MB';
-- What ANALYZE looks at is a tenth of the usual.
SET LOCAL default_statistics_target = 10;

-- Where the rows of a commit stand before they are written, gone with its transaction.
CREATE TEMPORARY TABLE incoming (
  ordinal bigint NOT NULL,
  account bigint NOT NULL,
  -- insert, update, or keep: nothing to write, but the row rests on this revision; mail: one more mail of the row before.
  action text NOT NULL,
  revision bigint,
  keeps_verification boolean NOT NULL,
  -- Its number is among those that are exchanged: one that brings none gets one from the store.
  is_cleared boolean NOT NULL,
  has_password boolean NOT NULL,
  number text, civility text, last_name text, first_name text, email text, name_key text, mobile text, attributes text,
  status text, inactive_reason text,
  directory text, key bytea, digest bytea, dn_hash bigint, missing_since bigint, active_until bigint, is_secondary boolean,
  anchor text, sync_id text, dn text, agreed text,
  removes_tie bytea,
  revokes_tokens boolean NOT NULL,
  cancels_mails boolean NOT NULL,
  token_hash text, nonce bytea, key_id text, purpose text, address text, issued_at bigint, life bigint,
  mail_kind text, recipient text, recipient_name text, mail_number text, message_id text, other_address text, mail_token text,
  change_kind text, change_anchor text, change_dn text, change_fields text, change_reason text, change_detail text,
  -- The store gave the number.
  is_given boolean NOT NULL DEFAULT false
) ON COMMIT DROP;

-- One row: by whom and when, and of which run and directory, if of any.
CREATE TEMPORARY TABLE incoming_run (run bigint, directory bigint, actor bigint NOT NULL, at bigint NOT NULL) ON COMMIT DROP;
