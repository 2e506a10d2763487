#!/usr/bin/env bash
# The whole story on this machine: a private slapd with an invented town, a dry run, a sync, the mails, a second run.
# Everything it makes is in .demo/ below the project; the servers listen on loopback and end with the script.
#
#   demo.sh [BINARY [sqlite|postgresql]]
set -euo pipefail
cd "$(dirname "$0")/../.."

binary=$(realpath "${1:-.build/release/navette}")
store=${2:-sqlite}
stage=.demo
started=()
passing=

stop() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do wait "$process" 2>/dev/null || true; done
  if [ -n "$passing" ]; then rm -rf "$passing"; fi
}
trap stop EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
answers() { for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.05; done; return 1; }
run() {
  printf '\n$ navette %s\n' "$*"
  "$binary" "$@" --config "$stage/navette.yaml" || { local code=$?; [ $code -eq 2 ] || return $code; }
}

# PostgreSQL does not run as root: then whoever called sudo runs it, or the system's account for it.
as_account=()
if [ "$(id -u)" -eq 0 ]; then
  account=${SUDO_UID:-0}
  if [ "$account" = 0 ]; then account=postgres; fi
  as_account=(setpriv "--reuid=$account" "--regid=$(id -g "$account")" --init-groups --)
fi

# One on a socket of its own, in a folder that its account can reach and whose name fits a socket (107 bytes).
start_postgresql() {
  local programs=/usr/lib/postgresql/15/bin folder="$PWD/$stage/postgresql"
  if [ ${#folder} -gt 80 ] || ! "${as_account[@]}" test -x "$PWD/$stage"; then
    passing=$(mktemp -d /tmp/navette-demo.XXXXXX)
    folder=$passing
  fi
  mkdir -p "$folder"
  chmod 700 "$folder"
  if [ "$(id -u)" -eq 0 ]; then chown "$account" "$folder"; fi
  (cd "$folder" && "${as_account[@]}" "$programs/initdb" --no-sync -A trust -U navette -E UTF8 --locale=C.UTF-8 -D data > /dev/null)
  (cd "$folder" && exec "${as_account[@]}" "$programs/postgres" -D data -k "$folder" -c listen_addresses= > "$folder/log" 2>&1) &
  started+=($!)
  for _ in $(seq 200); do
    "$programs/psql" -q -h "$folder" -U navette -d postgres -c 'CREATE DATABASE navette' 2> /dev/null && break
    sleep 0.05
  done
  address="postgresql:///navette?user=navette&host=$(/usr/bin/python3 -c 'import sys, urllib.parse as u; print(u.quote(sys.argv[1]))' "$folder")"
}

case $store in
  sqlite | postgresql) ;;
  *) echo "demo.sh: the store is sqlite or postgresql, not $store" >&2; exit 64 ;;
esac

rm -rf "$stage"
mkdir -p "$stage/directory" "$stage/mails"

say "1. A directory: slapd on loopback with the $(grep -c '^objectClass: inetOrgPerson' mappings/openldap.ldif) responsables of an invented town"
ldap=$(free_port)
{
  for schema in core cosine inetorgperson; do echo "include /etc/ldap/schema/$schema.schema"; done
  printf '%s\n' "modulepath /usr/lib/ldap" "moduleload back_mdb" "pidfile $PWD/$stage/slapd.pid" \
    "database mdb" "suffix dc=valmont,dc=example" "rootdn cn=admin,dc=valmont,dc=example" "rootpw demo" \
    "directory $PWD/$stage/directory"
} > "$stage/slapd.conf"
/usr/sbin/slapadd -q -f "$stage/slapd.conf" -l mappings/openldap.ldif
/usr/sbin/slapd -d 0 -f "$stage/slapd.conf" -h "ldap://127.0.0.1:$ldap" 2>/dev/null &
started+=($!)

say "2. A mail relay on loopback, which keeps what it is given in $stage/mails"
smtp=$(free_port)
/usr/bin/python3 deploy/demo/relay.py "$smtp" "$stage/mails" &
started+=($!)
answers "$ldap"
answers "$smtp"

if [ "$store" = postgresql ]; then
  say "   A PostgreSQL on a socket, for the accounts"
  start_postgresql
fi

say "3. The settings: $stage/navette.yaml"
printf 'demo %s\n' "$(head -c 32 /dev/urandom | base64)" > "$stage/secret.key"
chmod 600 "$stage/secret.key"
cat > "$stage/navette.yaml" <<SETTINGS
portal:
  name: Portail Famille de Valmont
  url: https://famille.valmont.example
store: sqlite:navette.sqlite
secretKeyFile: secret.key
directories:
  - name: mairie
    url: ldap://127.0.0.1:$ldap
    bind: { method: anonymous }
    base: ou=responsables,dc=valmont,dc=example
    mapping: openldap
limits:
  problems: 50%          # the sample town has some on purpose
mail:
  transport: smtp://127.0.0.1:$smtp
  startTLS: off
  from: "Portail Famille <ne-pas-repondre@valmont.example>"
SETTINGS
if [ "$store" = postgresql ]; then
  sed -i "s|^store: .*|store: ${address//&/\\&}|" "$stage/navette.yaml"
fi
cat "$stage/navette.yaml"

say "4. The dry run: what would happen, person by person. Nothing is written"
run plan

say "5. The sync: accounts, tokens and mails in one transaction, then delivery"
run sync

say "6. The mails that left, as an agent sees them"
run mails --subject "mot de passe"
first=$(find "$stage/mails" -name '*.eml' | sort | head -n 1)
say "   One of them, as its reader gets it ($first)"
/usr/bin/python3 - "$first" <<'READ'
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
for name in ("From", "To", "Subject"):
    print(f"{name}: {message[name]}")
print()
print(message.get_body(("plain",)).get_content())
READ

say "7. Again: nothing changed, so there is nothing to do"
run plan --check

again="  sqlite3 $stage/navette.sqlite 'select number, last_name, email, status from portal_account'"
if [ "$store" = postgresql ]; then
  say "   The accounts, as a portal sees them"
  /usr/lib/postgresql/15/bin/psql -X -q -P pager=off "$address" -c 'SELECT number, last_name, email, status FROM navette.portal_account ORDER BY number'
  again="  docs/postgresql.md                                      a PostgreSQL of your own"
fi

say "What to try next"
cat <<NEXT
  less $stage/mails/*.eml                                 the mails
$again
  cp $stage/navette.yaml navette.yaml                     then put your own directory's url, bind, base and filter,
                                                          and look at: $(realpath --relative-to=. "$binary") plan
  README.md, "Your own directory in five minutes"         the same, step by step
NEXT
