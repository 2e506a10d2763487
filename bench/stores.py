#!/usr/bin/python3
"""The two kinds of store beside each other, in one run: an empty store, first sync, settled run, a run of changes only,
delivery. A first sync makes the store as well.

Starts a private slapd and a private PostgreSQL (as it comes: every commit reaches the disk) and alternates the stores.
Ratios are to the same command on SQLite, to ldapsearch, and to a bare COPY of the rows of a first sync into tables without
an index. Nothing is left behind. Usage: stores.py BINARY [SIZE …]
"""

import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import bench
import changes
import people

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
ROUNDS = {1_000: 5, 20_000: 5, 100_000: 3}
PROCESSES = [1, 2, 4, 8]
MAILS = 3_000
ROWS = ["account", "tie", "token", "mail", "change"]


class PostgreSQL:
    """A cluster on a socket of its own, in a folder that its account can reach; it does not run as root.

    With `primary` it is a standby that has what the other one has.
    """

    def __init__(self, folder, primary=None, settings=()):
        self.folder = folder
        folder.mkdir(mode=0o700)
        self.account = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            self.account = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        options = ["--no-sync", "-A", "trust", "-U", "navette", "-E", "UTF8", "--locale=C.UTF-8"]
        make = [PROGRAMS / "initdb", *options]
        if primary:
            make = [PROGRAMS / "pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-d", primary.url("postgres")]
        subprocess.run(
            [*self.account, *make, "-D", folder / "data"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        more = [word for setting in ["listen_addresses=", *settings] for word in ("-c", setting)]
        self.process = subprocess.Popen(
            [*self.account, PROGRAMS / "postgres", "-D", folder / "data", "-k", folder, *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )
        for _ in range(200):
            if subprocess.run(self.psql("postgres", "-c", "SELECT 1"), capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("PostgreSQL does not answer")

    def psql(self, database, *arguments):
        return [PROGRAMS / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments, self.url(database)]

    def sql(self, statements, database="postgres"):
        return subprocess.run(self.psql(database, "-c", statements), check=True, capture_output=True, text=True).stdout.strip()

    def url(self, database="navette"):
        return f"postgresql:///{database}?user=navette&host={self.folder}"

    def empty(self):
        self.sql("DROP DATABASE IF EXISTS navette WITH (FORCE)")
        self.sql("CREATE DATABASE navette")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


class Sink:
    """Takes every mail, throws it away, and counts."""

    def __init__(self, folder):
        self.port = bench.free_port()
        # A file: nobody reads it on the way, and a full pipe would hold the sink up.
        self.log = open(folder / "sink.log", "wb+")
        self.process = subprocess.Popen(
            ["/usr/sbin/smtp-sink", "-c", "-u", "nobody", f"inet:127.0.0.1:{self.port}", "512"],
            stdout=self.log, stderr=subprocess.DEVNULL,
        )
        bench.wait_for_port(self.port)

    def stop(self):
        """How many mails it took."""
        self.process.terminate()
        self.process.wait()
        self.log.seek(0)
        counted = re.findall(rb"mesg=\s*(\d+)", self.log.read())
        self.log.close()
        return int(counted[-1]) if counted else 0


class Town:
    """A slapd, and two sets of settings that differ in the store alone."""

    def __init__(self, binary, size, folder, server):
        people.write_ldif(folder / "people.ldif", size)
        self.size, self.folder, self.server, self.binary = size, folder, server, binary
        self.slapd = bench.Slapd(folder, folder / "people.ldif", tells_changes=True)
        self.transport("file:mails")

    def transport(self, transport):
        usual = bench.settings(self.folder, self.slapd).read_text().replace('"file:mails"', f'"{transport}", startTLS: off')
        if transport.startswith("file:"):
            usual = usual.replace(", startTLS: off", "")
        for store, url in (("sqlite", "sqlite:navette.sqlite"), ("postgresql", self.server.url())):
            (self.folder / f"{store}.yaml").write_text(usual.replace("sqlite:navette.sqlite", url))

    def navette(self, store, *words):
        return [self.binary, "--config", str(self.folder / f"{store}.yaml"), *words]

    def empty(self, store):
        if store == "postgresql":
            return self.server.empty()
        for leftover in self.folder.glob("navette.sqlite*"):
            leftover.unlink()

    def age(self):
        """As if all mails had left long ago."""
        sent = "UPDATE mail SET state = 'sent', finished_at = queued_at"
        with sqlite3.connect(self.folder / "navette.sqlite") as store:
            store.execute(sent)
        self.server.sql(f"SET search_path = navette; {sent}; ANALYZE", "navette")

    def keep_rows(self):
        """Puts the rows of a first sync into files, and makes tables for them that have nothing but columns."""
        place = self.server.folder / "rows"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if os.geteuid() == 0:
            shutil.chown(place, "postgres", "postgres")
        self.server.sql("DROP DATABASE IF EXISTS bare")
        self.server.sql("CREATE DATABASE bare")
        for table in ROWS:
            of_table = f"FROM pg_attribute WHERE attrelid = 'navette.{table}'::regclass AND attnum > 0 AND attgenerated = ''"
            names = self.server.sql(f"SELECT string_agg(attname, ', ' ORDER BY attnum) {of_table}", "navette")
            columns = self.server.sql(
                f"SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) {of_table}",
                "navette")
            self.server.sql(f"COPY (SELECT {names} FROM navette.{table}) TO '{place}/{table}' BINARY", "navette")
            self.server.sql(f"CREATE TABLE {table} ({columns})", "bare")
        self.loads = "".join(f"TRUNCATE {table}; COPY {table} FROM '{place}/{table}' BINARY; " for table in ROWS)

    def bare_copy(self):
        return bench.measure([str(part) for part in self.server.psql("bare", "-c", f"BEGIN; {self.loads} COMMIT")])


def median(rows):
    return tuple(statistics.median(column) for column in zip(*rows))


def measure(town):
    """Medians by step and store; both stores see the same changes."""
    quiet = {**os.environ, "LDAPNOINIT": "1"}
    figures = {"ldapsearch": [], "copy": []}
    draw = random.Random(town.size)
    stores = ["sqlite", "postgresql"]
    steps = {
        "schema": ["migrate"], "first sync": ["sync", "--no-deliver"], "settled run": ["sync", "--no-deliver", "--full"],
        f"{changes.CHANGES} changes": ["sync", "--no-deliver"],
    }
    for round_ in range(ROUNDS.get(town.size, 3)):
        figures["ldapsearch"].append(bench.measure(bench.search_of_all(town.slapd), quiet))
        for step, words in steps.items():
            if step.endswith("changes"):
                changes.change(town.slapd, town.folder, town.size, draw)
            for store in stores:
                if step in ("schema", "first sync"):
                    town.empty(store)
                figures.setdefault((step, store), []).append(bench.measure(town.navette(store, *words)))
            if step == "first sync":
                if round_ == 0:
                    town.keep_rows()
                figures["copy"].append(town.bare_copy())
                town.age()
        stores.reverse()
    return {name: median(rows) for name, rows in figures.items()}, list(steps)


def show(town, figures, steps):
    floor, copy = figures["ldapsearch"][0], figures["copy"][0]
    print(f"{town.size:>9,} ldapsearch {floor:.3f}s, bare COPY {copy:.3f}s")
    for step in steps:
        file, server = figures[step, "sqlite"], figures[step, "postgresql"]
        print(
            f"{'':>9} {step:<12} SQLite {file[0]:>7.3f}s {file[0] / floor:>5.2f} × search   PostgreSQL {server[0]:>7.3f}s "
            f"{server[0] / floor:>5.2f} × search {server[0] / copy:>5.2f} × COPY   {server[0] / file[0]:>5.2f} × SQLite "
            f"{(server[0] - file[0]) * 1000:>+6.0f} ms   {server[1]:.0f} MiB", flush=True)


def deliver(town, store, count):
    """Mails a second of so many processes that share an outbox; ends when one of them left twice, or never."""
    town.transport("file:mails")
    town.empty(store)
    bench.measure(town.navette(store, "sync", "--no-deliver"))
    sink = Sink(town.folder)
    town.transport(f"smtp://127.0.0.1:{sink.port}")
    start = time.perf_counter()
    processes = [subprocess.Popen(town.navette(store, "deliver"), stdout=subprocess.DEVNULL) for _ in range(count)]
    codes = [process.wait() for process in processes]
    seconds = time.perf_counter() - start
    taken = sink.stop()
    if any(codes) or taken != town.size:
        raise SystemExit(f"{count} processes on {store}: {taken} mails for {town.size} people, ended with {codes}")
    return town.size / seconds


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or list(ROUNDS)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
    folder.chmod(0o711)
    server = None
    try:
        server = PostgreSQL(folder / "postgresql")
        print("medians of whole processes; aims: settled run 1.3 × SQLite, first sync 1.5 ×, changes 1.2 × and 20 ms")
        for size in sizes:
            place = folder / str(size)
            place.mkdir()
            town = Town(binary, size, place, server)
            try:
                show(town, *measure(town))
            finally:
                town.slapd.stop()
        place = folder / "delivery"
        place.mkdir()
        town = Town(binary, min(MAILS, max(sizes)), place, server)
        try:
            print(f"delivery of {town.size:,} link mails, each of them once")
            print(f"{'':>9} SQLite      1 process   {deliver(town, 'sqlite', 1):>6,.0f} mails/s")
            for count in PROCESSES:
                print(
                    f"{'':>9} PostgreSQL {count:>2} process{'es' if count > 1 else '  '} "
                    f"{deliver(town, 'postgresql', count):>6,.0f} mails/s", flush=True)
        finally:
            town.slapd.stop()
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
