#!/usr/bin/python3
"""A settled run on the three kinds of directory server, as a ratio of ldapsearch of the same attributes in the same run.

Private servers on loopback: slapd, 389 Directory Server and Samba as a domain controller, which takes some minutes to be filled.
Root is needed, and port 389 of 127.0.0.77. Nothing is left behind. Usage: servers.py BINARY [SIZE [SIZE OF THE DOMAIN]]
"""

import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

import bench
import people

ROUNDS = 7
PASSWORD = "Tres-secret-1"
ADDRESS = "127.0.0.77"


def quietly(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait()


class Slapd(bench.Slapd):
    """With everybody's rights."""

    title, mapping, name, password = "slapd", "openldap", "", ""
    attributes = bench.ATTRIBUTES
    base, filter = people.BASE, "(objectClass=inetOrgPerson)"

    def __init__(self, folder, size):
        ldif = folder / "people.ldif"
        people.write_ldif(ldif, size)
        super().__init__(folder, ldif)


class DirectoryServer389:
    title, mapping, name, password = "389 Directory Server", "389ds", "cn=Directory Manager", PASSWORD
    attributes = [
        "nsUniqueId", "employeeNumber", "title", "sn", "givenName", "mail", "mobile", "departmentNumber", "nsAccountLock",
        "shadowExpire",
    ]
    base, filter = people.BASE, "(&(objectClass=inetOrgPerson)(!(nsds5ReplConflict=*)))"

    def __init__(self, folder, size):
        self.folder, self.port = folder, bench.free_port()
        ldif = folder / "people.ldif"
        people.write_ldif(ldif, size)
        for name in ("etc", "run/dirsrv", "share/dirsrv/inf", "tmp", "var/log", "var/lib"):
            (folder / name).mkdir(parents=True)
        shutil.copytree("/etc/dirsrv", folder / "etc/dirsrv")
        defaults = pathlib.Path("/usr/share/dirsrv/inf/defaults.inf").read_text()
        defaults = re.sub(r"= (/etc|/run|/var|/dev/shm)", rf"= {folder}\1", defaults)
        for name, value in (
            ("with_systemd", "0"), ("prefix", folder), ("tmp_dir", f"{folder}/tmp"), ("inst_dir", f"{folder}/tmp"),
            ("user", "root"), ("group", "root"),
        ):
            defaults = re.sub(rf"(?m)^{name} =.*$", f"{name} = {value}", defaults)
        (folder / "share/dirsrv/inf/defaults.inf").write_text(defaults)
        (folder / "ds.inf").write_text(
            "[general]\nconfig_version = 2\nfull_machine_name = localhost\nstart = False\nstrict_host_checking = False\n"
            f"systemd = False\nselinux = False\n[slapd]\ninstance_name = bench\nport = {self.port}\n"
            f"root_password = {PASSWORD}\nself_sign_cert = False\nuser = root\ngroup = root\n"
            f"[backend-userroot]\nsuffix = {people.SUFFIX}\ncreate_suffix_entry = False\nsample_entries = no\n"
        )
        quietly(["/usr/sbin/dscreate", "from-file", folder / "ds.inf"], env={**os.environ, "PREFIX": str(folder)})
        configuration = folder / "etc/dirsrv/slapd-bench"
        entries = (configuration / "dse.ldif").read_text()
        (configuration / "dse.ldif").write_text(
            entries.replace(f"nsslapd-port: {self.port}\n", f"nsslapd-port: {self.port}\nnsslapd-listenhost: 127.0.0.1\n")
        )
        quietly(["/usr/sbin/ns-slapd", "ldif2db", "-D", configuration, "-n", "userroot", "-i", ldif])
        self.process = subprocess.Popen(
            ["/usr/sbin/ns-slapd", "-D", configuration, "-i", folder / "run/pid", "-d", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        bench.wait_for_port(self.port)

    @property
    def url(self):
        return f"ldap://127.0.0.1:{self.port}"

    def stop(self):
        stop(self.process)


class SambaDomain:
    title, mapping, name, password = "Samba AD", "active-directory", "administrator@valmont.example", PASSWORD
    attributes = [
        "objectGUID", "employeeID", "employeeNumber", "personalTitle", "sn", "givenName", "proxyAddresses", "mail", "mobile",
        "department", "userAccountControl", "accountExpires",
    ]
    base, filter = f"OU=responsables,{people.SUFFIX}", "(&(sAMAccountType=805306368)(!(isCriticalSystemObject=TRUE)))"
    url = f"ldap://{ADDRESS}"

    def __init__(self, folder, size):
        quietly([
            "/usr/bin/python3", "-c",
            "import sys, samba.provision\nfrom samba.netcmd.main import cmd_sambatool\n"
            "samba.provision.setsysvolacl = samba.provision.checksysvolacl = lambda *a, **o: None\n"
            "sys.exit(cmd_sambatool()._run('samba-tool', 'domain', 'provision', *sys.argv[1:]))",
            f"--targetdir={folder}", "--realm=VALMONT.EXAMPLE", "--domain=VALMONT", "--server-role=dc",
            f"--adminpass={PASSWORD}", "--dns-backend=NONE", "--host-name=dc1", f"--host-ip={ADDRESS}", "-s", "/dev/null",
            f"--option=interfaces={ADDRESS}/8", "--option=bind interfaces only=yes",
        ])
        (folder / "run").mkdir(exist_ok=True)
        (folder / "etc/smb.conf").write_text(
            "[global]\nnetbios name = DC1\nrealm = VALMONT.EXAMPLE\nworkgroup = VALMONT\n"
            f"server role = active directory domain controller\ninterfaces = {ADDRESS}/8\nbind interfaces only = yes\n"
            "server services = ldap\ndcerpc endpoint servers =\ndisable netbios = yes\nldap server require strong auth = no\n"
            f"lock directory = {folder}\nstate directory = {folder}/state\ncache directory = {folder}/cache\n"
            f"private dir = {folder}/private\nbinddns dir = {folder}/bind-dns\npid directory = {folder}/run\n"
            f"ncalrpc dir = {folder}/run/ncalrpc\nwinbindd socket directory = {folder}/run/winbindd\n"
            f"ntp signd socket directory = {folder}/run/ntp_signd\nlog file = {folder}/log.%m\n"
        )
        ldif = folder / "people.ldif"
        with ldif.open("w", encoding="utf-8") as out:
            out.write(f"dn: {self.base}\nobjectClass: organizationalUnit\n\n")
            for number in range(1, size + 1):
                out.write(
                    f"dn: CN=r{number},{self.base}\nobjectClass: user\nsAMAccountName: r{number}\nuserAccountControl: 66080\n"
                    f"employeeID: R-{number:07d}\npersonalTitle: Mme\nsn: Martin\ngivenName: Ada\n"
                    f"mail: r{number}@valmont.example\nmobile: 0612{number:06d}\n\n"
                )
        quietly(["/usr/bin/ldbadd", "-H", folder / "private/sam.ldb", ldif])
        self.process = subprocess.Popen(
            ["/usr/sbin/samba", "-F", "-M", "single", "--no-process-group", "-s", folder / "etc/smb.conf", "-d", "1"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        bench.wait_for_port(389, ADDRESS)

    def stop(self):
        stop(self.process)


def search(server):
    sign_in = ["-D", server.name, "-w", server.password] if server.name else []
    return [
        "/usr/bin/ldapsearch", "-LLL", "-x", *sign_in, "-H", server.url, "-b", server.base, "-E", "pr=1000/noprompt",
        server.filter, *server.attributes,
    ]


def measure(binary, server, folder):
    bench.write_key(folder)
    (folder / "password").write_text(server.password + "\n")
    bind = f'{{ method: simple, dn: "{server.name}", passwordFile: password }}' if server.name else "{ method: anonymous }"
    config = folder / "navette.yaml"
    config.write_text(
        bench.SETTINGS.format(url=server.url, bind=f"bind: {bind}").replace("mapping: openldap", f"mapping: {server.mapping}")
        .replace(people.BASE, server.base)
    )
    navette = [binary, "--config", str(config)]
    quiet = {**os.environ, "LDAPNOINIT": "1"}
    bench.measure([*navette, "sync"])
    figures = {"search": [], "plan": []}
    for _ in range(ROUNDS):
        figures["search"].append(bench.measure(search(server), quiet))
        figures["plan"].append(bench.measure([*navette, "plan", "--full"]))
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in figures.items()}


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] + [100_000, 2_000][len(sys.argv) - 2 :]
    print("a settled plan that reads everything; medians of whole processes; ratios are to ldapsearch with pages of 1,000")
    for kind, size in ((Slapd, sizes[0]), (DirectoryServer389, sizes[0]), (SambaDomain, sizes[1])):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="navette-bench-"))
        try:
            server = kind(folder, size)
            try:
                figures = measure(binary, server, folder)
            finally:
                server.stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        floor, (seconds, memory, _) = figures["search"][0], figures["plan"]
        print(
            f"{size:>9,} {kind.title:<22} ldapsearch {floor:>7.3f}s  plan {seconds:>7.3f}s {seconds / floor:>6.2f} × {memory:>5.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    main()
