#!/usr/bin/python3
"""A run that reads only what changed, against a whole one and against ldapsearch, in the same run.

A private slapd with syncprov on loopback; between runs so many people change. Nothing is left behind. Processor time says
more than the clock where the machine has other work.
Usage: changes.py BINARY [SIZE …]
"""

import os
import pathlib
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

import bench
import people

CHANGES = 100
ROUNDS = 7


def change(slapd, folder, size, draw):
    """Gives some people another mobile number."""
    records = folder / "changes.ldif"
    records.write_text(
        "".join(
            f"dn: uid=r{number},{people.BASE}\nchangetype: modify\nreplace: mobile\nmobile: 06{draw.randrange(10**8):08d}\n\n"
            for number in draw.sample(range(1, size + 1), CHANGES)
        )
    )
    subprocess.run(
        ["/usr/bin/ldapmodify", "-x", "-H", slapd.url, "-D", f"cn=admin,{people.SUFFIX}", "-w", "secret", "-f", records],
        check=True, stdout=subprocess.DEVNULL,
    )


def measured(command, environment=None):
    """Wall seconds, peak memory in MiB and processor seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, memory, _ = bench.measure(command, environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, memory, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(binary, size, folder):
    ldif = folder / "people.ldif"
    people.write_ldif(ldif, size)
    slapd = bench.Slapd(folder, ldif, tells_changes=True)
    draw = random.Random(size)
    try:
        navette = [binary, "--config", str(bench.settings(folder, slapd))]
        quiet = {**os.environ, "LDAPNOINIT": "1"}
        sync = [*navette, "sync", "--no-deliver"]
        bench.measure(sync)
        # As if they had left long ago, and everybody had a password.
        with sqlite3.connect(folder / "navette.sqlite") as store:
            store.execute("UPDATE mail SET state = 'sent', finished_at = queued_at")
            store.execute("UPDATE account SET has_password = 1")
        figures = {"search": [], "changes": [], "idle": [], "whole": []}
        for _ in range(ROUNDS):
            figures["search"].append(measured(bench.search_of_all(slapd), quiet))
            change(slapd, folder, size, draw)
            figures["changes"].append(measured(sync))
            figures["idle"].append(measured(sync))
            change(slapd, folder, size, draw)
            figures["whole"].append(measured([*sync, "--full"]))
    finally:
        slapd.stop()
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in figures.items()}


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or [20_000, 100_000]
    print(f"medians of whole processes; {CHANGES} people changed before each run; ratios are to ldapsearch of everybody")
    for size in sizes:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
        try:
            figures = measure(binary, size, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        floor, (whole, _, processor_of_whole) = figures["search"][0], figures["whole"]
        for name, text in (("whole", "whole run"), ("changes", "changes only"), ("idle", "nothing changed")):
            seconds, memory, processor = figures[name]
            print(
                f"{size:>9,} {text:<16} {seconds:>8.3f}s {seconds / floor:>6.2f} × ldapsearch {seconds / whole:>7.1%} of whole"
                f" {memory:>5.0f} MiB {processor:>8.3f}s of processor {processor / processor_of_whole:>7.1%} of whole",
                flush=True,
            )


if __name__ == "__main__":
    main()
