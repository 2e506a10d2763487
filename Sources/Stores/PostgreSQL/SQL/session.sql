-- What every session of ours has in common. Temporary tables come last: nobody's can stand in the place of one of ours.
SET search_path = navette, pg_temp;
SET client_min_messages = warning;
SET timezone = 'UTC';
SET standard_conforming_strings = on;
-- Each of our statements runs once: compiling one takes longer than running it.
SET jit = off;
-- Two minutes after a machine vanished, what its session held is free.
SET tcp_keepalives_idle = 60;
SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 6;
SET tcp_user_timeout = 120000;
-- Every commit reaches the disk before it counts; a server that asks for more than that keeps it.
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
