#!/usr/bin/python3
"""Speed and memory of navette, as ratios of medians against ldapsearch in the same run.

Starts a private slapd on loopback for each size, alternates the commands compared, and prints a table. Nothing is left
behind. Usage: bench.py BINARY [SIZE …]
"""

import base64
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import people

ATTRIBUTES = ["entryUUID", "employeeNumber", "title", "sn", "givenName", "mail", "mobile", "ou", "pwdAccountLockedTime"]
ROUNDS = {1_000: 9, 20_000: 7, 100_000: 5}
# A report of everybody who was created, from the journal.
FORMATS = ["text", "json", "html", "csv"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, host="127.0.0.1"):
    for _ in range(200):
        try:
            socket.create_connection((host, port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody answers on port {port}")


class Slapd:
    def __init__(self, folder, ldif, tells_changes=False):
        self.folder = folder
        self.port = free_port()
        data = folder / "data"
        data.mkdir()
        config = folder / "slapd.conf"
        config.write_text(
            "".join(f"include /etc/ldap/schema/{name}.schema\n" for name in ("core", "cosine", "inetorgperson"))
            + "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload syncprov\nsizelimit unlimited\n"
            + f"pidfile {folder}/slapd.pid\ndatabase mdb\nmaxsize 8589934592\nsuffix {people.SUFFIX}\n"
            + f"rootdn cn=admin,{people.SUFFIX}\nrootpw secret\ndirectory {data}\nindex objectClass eq\n"
            + ("index entryUUID,entryCSN eq\noverlay syncprov\nsyncprov-sessionlog 1000\n" if tells_changes else "")
        )
        subprocess.run(
            ["/usr/sbin/slapadd", "-q", "-w", "-f", config, "-b", people.SUFFIX, "-l", ldif],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.process = subprocess.Popen(
            ["/usr/sbin/slapd", "-d", "0", "-f", config, "-h", self.url],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        wait_for_port(self.port)

    @property
    def url(self):
        return f"ldap://127.0.0.1:{self.port}"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def measure(command, environment=None):
    """Wall seconds, peak memory in MiB and output in MiB of one process; the output goes through a pipe, thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    written = 0
    while piece := process.stdout.read(1 << 20):
        written += len(piece)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 2):
        raise SystemExit(f"{command} ended with {process.returncode}: {errors.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024, written / 1048576


SETTINGS = """portal: {{ name: Portail Famille de Valmont, url: "https://famille.valmont.example" }}
store: sqlite:navette.sqlite
secretKeyFile: secret.key
directories:
  - name: mairie
    url: {url}
    {bind}
    base: """ + people.BASE + """
    mapping: openldap
limits: {{ linkMails: none }}
"""


def write_key(folder):
    key = folder / "secret.key"
    key.write_text("bench " + base64.b64encode(bytes(range(32))).decode() + "\n")
    key.chmod(0o600)


def settings(folder, slapd):
    write_key(folder)
    path = folder / "navette.yaml"
    path.write_text(
        SETTINGS.format(url=slapd.url, bind="bind: { method: anonymous }")
        + 'mail: { transport: "file:mails", from: "Portail <ne-pas-repondre@valmont.example>" }\n'
    )
    return path


def search_of_all(slapd):
    return [
        "/usr/bin/ldapsearch", "-LLL", "-x", "-H", slapd.url, "-b", people.BASE, "-E", "pr=1000/noprompt",
        "(objectClass=inetOrgPerson)", *ATTRIBUTES,
    ]


def bench(binary, size, folder):
    ldif = folder / "people.ldif"
    people.write_ldif(ldif, size)
    slapd = Slapd(folder, ldif)
    try:
        config = settings(folder, slapd)
        store = folder / "navette.sqlite"
        sync = [binary, "--config", str(config), "sync", "--no-deliver"]
        plan = [binary, "--config", str(config), "plan"]
        quiet = {**os.environ, "LDAPNOINIT": "1"}
        search = search_of_all(slapd)
        measure(search, quiet)
        report = [binary, "--config", str(config), "report", "--format"]
        figures = {"search": [], "first": [], "settled": [], **{name: [] for name in FORMATS}}
        for _ in range(ROUNDS.get(size, 3)):
            for leftover in folder.glob("navette.sqlite*"):
                leftover.unlink()
            figures["search"].append(measure(search, quiet))
            figures["first"].append(measure(sync))
            figures["search"].append(measure(search, quiet))
            figures["settled"].append(measure(plan))
            for name in FORMATS:
                figures[name].append(measure([*report, name]))
        assert store.exists()
    finally:
        slapd.stop()
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in figures.items()}


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or list(ROUNDS)
    print("medians of whole processes; ratios are to `ldapsearch -E pr=1000/noprompt` of the same attributes to a pipe")
    print(f"{'entries':>9} {'ldapsearch':>11} {'first sync':>11} {'ratio':>6} {'MiB':>5} {'settled plan':>13} {'ratio':>6} {'MiB':>5}")
    for size in sizes:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
        try:
            figures = bench(binary, size, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        floor = figures["search"][0]
        first, settled = figures["first"], figures["settled"]
        print(
            f"{size:>9,} {floor:>10.3f}s {first[0]:>10.3f}s {first[0] / floor:>6.2f} {first[1]:>5.0f} "
            f"{settled[0]:>12.3f}s {settled[0] / floor:>6.2f} {settled[1]:>5.0f}",
            flush=True,
        )
        for name in FORMATS:
            seconds, memory, size = figures[name]
            print(
                f"{'':>9} report of {size:>6.1f} MiB as {name:<5} {seconds:>8.3f}s {seconds / floor:>6.2f} {memory:>5.0f} MiB",
                flush=True,
            )


if __name__ == "__main__":
    main()
