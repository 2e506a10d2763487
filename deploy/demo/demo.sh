#!/usr/bin/env bash
# The whole story on this machine: a private slapd with an invented town, a dry run, a sync, the mails, a second run.
# Everything it makes is in .demo/ below the project; the servers listen on loopback and end with the script.
set -euo pipefail
cd "$(dirname "$0")/../.."

binary=$(realpath "${1:-.build/release/navette}")
stage=.demo
started=()

stop() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do wait "$process" 2>/dev/null || true; done
}
trap stop EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
answers() { for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.05; done; return 1; }
run() {
  printf '\n$ navette %s\n' "$*"
  "$binary" "$@" --config "$stage/navette.yaml" || { local code=$?; [ $code -eq 2 ] || return $code; }
}

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

say "What to try next"
cat <<NEXT
  less $stage/mails/*.eml                                 the mails
  sqlite3 $stage/navette.sqlite 'select number, last_name, email, status from portal_account'
  cp $stage/navette.yaml navette.yaml                     then put your own directory's url, bind, base and filter,
                                                          and look at: $(realpath --relative-to=. "$binary") plan
  README.md, "Your own directory in five minutes"         the same, step by step
NEXT
