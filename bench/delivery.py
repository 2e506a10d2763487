#!/usr/bin/python3
"""Mails a second of `navette deliver`, as a ratio to Postfix's own load tool on the same sink and as many connections.

Queues link mails by a first sync from a private slapd, delivers them to `smtp-sink`, and has `smtp-source` send as many
messages of the same length there, in turns. Nothing is left behind. Usage: delivery.py BINARY [MAILS]
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import bench
import people

CONNECTIONS = 4
ROUNDS = 5


class Sink:
    """Takes every mail and throws it away, as quickly as a relay can."""

    def __init__(self):
        self.port = bench.free_port()
        self.process = subprocess.Popen(
            ["/usr/sbin/smtp-sink", "-u", "nobody", f"inet:127.0.0.1:{self.port}", "512"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        bench.wait_for_port(self.port)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def settings(folder, slapd, mail):
    path = folder / "navette.yaml"
    text = bench.SETTINGS.format(url=slapd.url, bind="bind: { method: anonymous }")
    path.write_text(text + f'mail: {{ {mail}, from: "Portail <ne-pas-repondre@valmont.example>" }}\n')
    return path


def queue(binary, config, folder):
    """A store of which every mail is waiting."""
    for leftover in folder.glob("navette.sqlite*"):
        leftover.unlink()
    bench.measure([binary, "--config", str(config), "sync", "--no-deliver"])


def mean_length(binary, folder, slapd):
    """Bytes of one message, from those that a folder receives."""
    config = settings(folder, slapd, 'transport: "file:mails"')
    queue(binary, config, folder)
    bench.measure([binary, "--config", str(config), "deliver"])
    sizes = [file.stat().st_size for file in (folder / "mails").glob("*.eml")]
    shutil.rmtree(folder / "mails")
    return sum(sizes) // len(sizes)


def main():
    binary = os.path.abspath(sys.argv[1])
    mails = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
    people.write_ldif(folder / "people.ldif", mails)
    slapd, sink = bench.Slapd(folder, folder / "people.ldif"), Sink()
    try:
        bench.write_key(folder)
        length = mean_length(binary, folder, slapd)
        source = [
            "/usr/sbin/smtp-source", "-d", "-s", str(CONNECTIONS), "-m", str(mails), "-l", str(length),
            "-f", "ne-pas-repondre@valmont.example", "-t", "ada@valmont.example", f"127.0.0.1:{sink.port}",
        ]
        config = settings(
            folder, slapd, f'transport: "smtp://127.0.0.1:{sink.port}", startTLS: "off", connections: {CONNECTIONS}')
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(bench.measure(source))
            queue(binary, config, folder)
            time.sleep(0.2)
            ours.append(bench.measure([binary, "--config", str(config), "deliver"]))
    finally:
        sink.stop()
        slapd.stop()
        shutil.rmtree(folder, ignore_errors=True)
    tool, navette = (statistics.median(run[0] for run in runs) for runs in (theirs, ours))
    memory = statistics.median(run[1] for run in ours)
    print(f"delivery of {mails:,} link mails of {length:,} bytes over {CONNECTIONS} connections, medians of whole processes")
    print(
        f"  smtp-source {mails / tool:,.0f} mails/s, navette deliver {mails / navette:,.0f} mails/s, "
        f"ratio {tool / navette:.2f}, {memory:.0f} MiB"
    )


if __name__ == "__main__":
    main()
