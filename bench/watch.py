#!/usr/bin/python3
"""From a change in the directory to the changed account, while `navette sync --watch` runs.

A private slapd with syncprov on loopback; one person is changed at a time, and the store is asked until it shows it. Nothing
is left behind. Usage: watch.py BINARY [SIZE …]
"""

import os
import pathlib
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import bench
import people

GATHER = {"0s": 200, "5s": 12}


def modify(slapd):
    """A program that changes entries over one connection, for as long as it is written to."""
    return subprocess.Popen(
        ["/usr/bin/ldapmodify", "-x", "-H", slapd.url, "-D", f"cn=admin,{people.SUFFIX}", "-w", "secret"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )


def mobile_of(store, number):
    row = store.execute("SELECT mobile FROM portal_account WHERE number = ?", (f"R-{number:07d}",)).fetchone()
    return row[0]


def delays(slapd, store, size, count):
    draw = random.Random(size)
    ldap = modify(slapd)
    try:
        for number in draw.sample(range(1, size + 1), count):
            # A mobile of mainland France; others are kept under another country code.
            digits = f"12{draw.randrange(10**6):06d}"
            start = time.perf_counter()
            ldap.stdin.write(
                f"dn: uid=r{number},{people.BASE}\nchangetype: modify\nreplace: mobile\nmobile: 06{digits}\n\n"
            )
            ldap.stdin.flush()
            while mobile_of(store, number) != f"+336{digits}":
                if time.perf_counter() - start > 60:
                    raise SystemExit(f"after 60 s the account of r{number} is as it was")
                time.sleep(0.001)
            yield time.perf_counter() - start
    finally:
        ldap.stdin.close()
        ldap.wait()


def measure(binary, size, folder):
    ldif = folder / "people.ldif"
    people.write_ldif(ldif, size)
    slapd = bench.Slapd(folder, ldif, tells_changes=True)
    config = bench.settings(folder, slapd)
    usual = config.read_text()
    navette = [binary, "--config", str(config), "sync", "--no-deliver"]
    try:
        bench.measure(navette)
        for gather, count in GATHER.items():
            config.write_text(usual + f"watch: {{ gather: {gather} }}\n")
            watch = subprocess.Popen([*navette, "--watch"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            store = sqlite3.connect(f"file:{folder}/navette.sqlite?mode=ro", uri=True)
            try:
                # The first run of a watch, and the first change, are not what is measured.
                time.sleep(2)
                next(delays(slapd, store, size, 1))
                yield gather, sorted(delays(slapd, store, size, count))
            finally:
                store.close()
                watch.send_signal(signal.SIGTERM)
                watch.wait()
    finally:
        slapd.stop()


def main():
    binary = os.path.abspath(sys.argv[1])
    print("seconds from the change of one entry to the changed account, with sync --watch")
    for size in [int(size) for size in sys.argv[2:]] or [20_000]:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
        try:
            for gather, seconds in measure(binary, size, folder):
                print(
                    f"{size:>9,} gather {gather}  {len(seconds)} changes  median {statistics.median(seconds):.3f}"
                    f"  95th percentile {seconds[int(len(seconds) * 0.95)]:.3f}  longest {seconds[-1]:.3f}",
                    flush=True,
                )
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
