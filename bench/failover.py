#!/usr/bin/python3
"""How long nothing leaves when the server of the store dies and its synchronous standby takes over.

Two private PostgreSQL, of which the second confirms every commit of the first; two processes deliver, and a run writes, when the
first is killed with -9 and the second is promoted. Afterwards every mail that was accepted has to be in the journal, every link to
be one person's, and the run to be done or not. Nothing is left behind. Usage: failover.py BINARY [PEOPLE]
"""

import asyncio
import collections
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import bench
import people
import stores

PEOPLE = 3_000
ROUNDS = 5
# What stands for whoever watches over the servers: how long after the death the standby is promoted, in seconds.
NOTICED_AFTER = 1
LINK = re.compile(rb"jeton=3D([A-Za-z0-9_=\r\n-]+)|jeton=([A-Za-z0-9_-]+)")


class Relay:
    """Takes every mail after a while, and notes when it came, which it is, and the link in it."""

    SECONDS = 0.02

    def __init__(self):
        self.mails = []
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, limit=1 << 20))
        self.port = self.server.sockets[0].getsockname()[1]
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    async def serve(self, reader, writer):
        try:
            writer.write(b"220 relay\r\n")
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    content = await reader.readuntil(b"\r\n.\r\n")
                    await asyncio.sleep(self.SECONDS)
                    self.mails.append((time.time(), *self.read(content)))
                writer.write({b"EHLO": b"250-relay\r\n250 PIPELINING\r\n", b"QUIT": b"221 bye\r\n"}.get(word, b"250 ok\r\n"))
                if word == b"QUIT":
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        writer.close()

    @staticmethod
    def read(content):
        name = re.search(rb"^Message-ID:\s*(<[^>]+>)", content, re.M | re.I).group(1).decode()
        link = LINK.search(content)
        return name, re.sub(rb"=\r\n", b"", link.group(1) or link.group(2)) if link else None

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)


def wait(what, seconds, holds):
    end = time.time() + seconds
    while time.time() < end:
        if holds():
            return
        time.sleep(0.02)
    raise SystemExit(f"waited in vain for {what}")


class Pair:
    """A primary, and a standby without which it confirms nothing."""

    def __init__(self, folder):
        # Its shared memory in its folder: it is killed, and leaves it where it is.
        self.primary = stores.PostgreSQL(folder / "primary", settings=["dynamic_shared_memory_type=mmap"])
        self.standby = stores.PostgreSQL(folder / "standby", self.primary)
        self.primary.empty()
        self.primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.sql("SELECT pg_reload_conf()")
        in_step = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        wait("the standby", 30, lambda: self.primary.sql(in_step) == "1")

    @property
    def url(self):
        hosts = f"{self.primary.folder},{self.standby.folder}"
        return f"postgresql:///navette?user=navette&host={hosts}&target_session_attrs=read-write"

    def fail_over(self):
        """Returns when the standby takes writes."""
        self.primary.process.kill()
        self.primary.process.wait()
        time.sleep(NOTICED_AFTER)
        self.standby.sql("SELECT pg_promote(true, 60)")

    def stop(self):
        for server in (self.standby, self.primary):
            if server.process.poll() is None:
                server.stop()


def add(slapd, folder, first, count):
    """As many people more in the directory."""
    ldif = folder / "more.ldif"
    people.write_ldif(ldif, first + count)
    entries = ldif.read_text().split("\n\n")[2:]
    ldif.write_text("\n\n".join(entry for entry in entries[first:]))
    subprocess.run(
        ["/usr/bin/ldapadd", "-x", "-H", slapd.url, "-D", f"cn=admin,{people.SUFFIX}", "-w", "secret", "-f", ldif],
        check=True, stdout=subprocess.DEVNULL)


def play(binary, size, folder, part):
    """One round; the primary dies when the second run has had that part of its time."""
    pair = Pair(folder)
    people.write_ldif(folder / "people.ldif", size)
    slapd = bench.Slapd(folder, folder / "people.ldif", tells_changes=True)
    relay = Relay()
    processes = []
    try:
        settings = bench.settings(folder, slapd)
        settings.write_text(
            settings.read_text().replace("sqlite:navette.sqlite", pair.url)
            .replace('"file:mails"', f'"smtp://127.0.0.1:{relay.port}", startTLS: off'))
        navette = [binary, "--config", str(settings)]
        sync = [*navette, "sync", "--no-deliver"]
        usual = bench.measure(sync)[0]
        add(slapd, folder, size, size)
        processes = [
            subprocess.Popen([*navette, "deliver", "--watch"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(2)]
        wait("the first mails", 30, lambda: len(relay.mails) > size // 20)
        run = subprocess.Popen(sync, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(usual * part)
        died = time.time()
        pair.fail_over()
        promoted = time.time()
        said, _ = run.communicate()
        ended = time.time()
        accounts = int(pair.standby.sql("SELECT count(*) FROM navette.account", "navette"))
        if run.returncode not in (0, 1) or accounts != size * (1 if run.returncode else 2):
            raise SystemExit(f"the run ended with {run.returncode}, and there are {accounts} accounts:\n{said}")
        bench.measure(sync)
        sent = "SELECT count(*) FROM navette.mail WHERE state = 'sent'"
        wait("all mails", 240, lambda: pair.standby.sql(sent, "navette") == str(2 * size))
        judge(relay.mails, pair.standby, size)
        after = min(at for at, *_ in relay.mails if at > promoted)
        before = max(at for at, *_ in relay.mails if at < died + 0.5)
        return {
            "run": "done" if run.returncode == 0 else "not done, and said so", "promoted": promoted - died,
            "ended": ended - died, "gap": after - before, "after": after - promoted,
            "repeated": len(relay.mails) - 2 * size}
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
        relay.stop()
        slapd.stop()
        pair.stop()


def judge(mails, server, size):
    journal = set(server.sql("SELECT message_id FROM navette.mail WHERE state = 'sent'", "navette").split("\n"))
    accepted = {name for _, name, _ in mails}
    if accepted != journal or len(journal) != 2 * size:
        raise SystemExit(f"{len(accepted - journal)} accepted mails are not in the journal, {len(journal - accepted)} in it were not accepted")
    links = collections.defaultdict(set)
    for _, name, link in mails:
        links[name].add(link)
    if None in set().union(*links.values()) or len(set().union(*links.values())) != len(links):
        raise SystemExit("two people have one link, or one has two")


def main():
    binary = os.path.abspath(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    print(
        f"{2 * size:,} link mails from two processes; the primary killed in the middle of a run for {size:,} people, the synchronous "
        f"standby promoted {NOTICED_AFTER} s later; every accepted mail in the journal, every link one person's")
    for round_ in range(ROUNDS):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
        folder.chmod(0o711)
        try:
            found = play(binary, size, folder, (round_ + 0.5) / ROUNDS)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(
            f"{'':>9} takes writes after {found['promoted']:.1f} s; no mail for {found['gap']:.1f} s, the next "
            f"{found['after']:.1f} s after the promotion; the run {found['run']}, after {found['ended']:.1f} s; "
            f"{found['repeated']} mails repeated", flush=True)


if __name__ == "__main__":
    main()
