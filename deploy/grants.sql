-- The roles of a store in PostgreSQL, with no more rights than each needs.
--
--   navette_owner   owns the schema; changes it when Navette is upgraded
--   navette         what Navette runs under day by day: rows, and never the schema
--   navette_portal  what a portal reads and the one thing it writes; nothing else, not even by mistake
--
-- Once, by who may make roles, in the database of the store:
--   psql -d navette -f grants.sql
-- Then, when the schema is there (made by navette_owner: set its user in "store", run navette sync or plan once) and after each
-- upgrade that brought a new one, the same file again: what is there already stays as it is.
-- The roles cannot sign in: GRANT navette TO "navette-service"; GRANT navette_portal TO "portail";

\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I NOLOGIN', name)
FROM (VALUES ('navette_owner'), ('navette'), ('navette_portal')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec

SELECT format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO navette_owner', current_database()) \gexec
-- The rows of a commit stand in temporary tables first.
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO navette', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO navette_portal', current_database()) \gexec

SELECT to_regnamespace('navette') IS NOT NULL AS is_made \gset
\if :is_made
BEGIN;
REVOKE ALL ON SCHEMA navette FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA navette FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA navette FROM PUBLIC;

GRANT USAGE ON SCHEMA navette TO navette, navette_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA navette TO navette;
GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA navette TO navette;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA navette TO navette;
-- Which step of the schema was taken is the owner's to say.
REVOKE INSERT, UPDATE, DELETE ON navette.schema_version FROM navette;

GRANT SELECT ON navette.portal_account, navette.portal_password_token TO navette_portal;
GRANT SELECT, INSERT ON navette.portal_redemption TO navette_portal;
-- What its two views say times with.
GRANT EXECUTE ON FUNCTION navette.moment(bigint) TO navette_portal;
COMMIT;
\endif
