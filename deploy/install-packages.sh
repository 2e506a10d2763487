#!/usr/bin/env bash
# Installs the Debian packages that are missing for the purposes named as arguments: build, install, demo, demo-postgresql, test, bench, lint.
set -euo pipefail

declare -A packages=(
  [build]="libldap-dev libkrb5-dev libcurl4-openssl-dev libsqlite3-dev libpq-dev pkg-config"
  [install]="python3"
  [demo]="slapd ldap-utils python3 python3-aiosmtpd sqlite3 openssl procps"
  [demo-postgresql]="postgresql-15 util-linux"
  [test]="slapd ldap-utils dnsmasq-base postgresql-15 libsasl2-modules openssl postfix libsasl2-modules-db sasl2-bin python3 python3-aiosmtpd python3-jsonschema python3-yaml sqlite3 procps systemd systemd-container cron man-db groff-base php-cli php-sqlite3 php-pgsql python3-psycopg2 openjdk-17-jdk-headless libxerial-sqlite-jdbc-java libpostgresql-jdbc-java 389-ds-base samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind ldb-tools libnss-wrapper krb5-user libsasl2-modules-gssapi-mit"
  [bench]="postfix 389-ds-base samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules ldb-tools"
  [lint]="shellcheck"
)

missing=()
for purpose in "$@"; do
  for package in ${packages[$purpose]}; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

echo "Installing Debian packages: ${missing[*]}" >&2
# Servers are started by the demo and the tests themselves, privately: no package may start a daemon of its own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  trap 'as_root rm -f "$policy"' EXIT
fi
echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections
as_root apt-get update -q >&2
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
