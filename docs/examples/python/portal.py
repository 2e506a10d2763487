#!/usr/bin/python3
"""What a portal does with a link: says whom it is for, and sets the password.

    portal.py STORE accounts
    portal.py STORE person TOKEN
    portal.py STORE redeem TOKEN PASSWORD

STORE is the file of SQLite, or postgresql://USER@HOST/navette for a user of the role navette_portal (python3-psycopg2).
"""

import base64
import hashlib
import os
import sqlite3
import sys
import time


class Store:
    """Runs the same statements on either kind of store; each of them is a transaction."""

    def __init__(self, address):
        self.is_server = address.startswith("postgresql:")
        if self.is_server:
            import psycopg2

            self.connection = psycopg2.connect(address, options="-c search_path=navette")
            self.refusal = psycopg2.errors.RaiseException
        else:
            self.connection = sqlite3.connect(f"file:{address}?mode=rw", uri=True, timeout=5)
            self.refusal = sqlite3.IntegrityError

    def run(self, sql, values=()):
        with self.connection:
            cursor = self.connection.cursor()
            cursor.execute(sql.replace("?", "%s") if self.is_server else sql, values)
            return cursor.fetchall() if cursor.description else []

    def reason(self, refusal):
        """The store's own words."""
        return refusal.diag.message_primary if self.is_server else str(refusal)


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def accounts(store):
    """Everybody who may sign in."""
    return store.run(
        "SELECT number, last_name, first_name, email FROM portal_account WHERE status = 'active' ORDER BY number"
    )


def person(store, token):
    """For GET: whom the link is for; None when it does not work. Uses nothing."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    rows = store.run(
        """SELECT a.number, a.first_name, a.last_name, t.purpose
           FROM portal_password_token t JOIN portal_account a ON a.id = t.account_id
           WHERE t.token_hash = ? AND t.used_at IS NULL AND t.revoked_at IS NULL AND a.status = 'active'
             AND (t.expires_at IS NULL OR t.expires_at > ?)""",
        (hash_of(token), now),
    )
    return rows[0] if rows else None


def redeem(store, token, password):
    """For POST: None when the password is set, else the reason."""
    try:
        store.run(
            "INSERT INTO portal_redemption(token_hash, password_hash) VALUES (?, ?)",
            (hash_of(token), password_hash(password)),
        )
    except store.refusal as refusal:
        return store.reason(refusal)
    return None


def password_hash(password):
    """Made for passwords, slow on purpose (RFC 7914)."""
    salt = os.urandom(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=5)
    return "scrypt$16384$8$5$" + "$".join(base64.b64encode(part).decode() for part in (salt, key))


def main(address, verb, *words):
    store = Store(address)
    if verb == "accounts":
        for row in accounts(store):
            print(*[value or "-" for value in row])
    elif verb == "person":
        row = person(store, *words)
        print(*(row or ["this link does not work"]))
    elif verb == "redeem":
        print(redeem(store, *words) or "the password is set")


if __name__ == "__main__":
    main(*sys.argv[1:])
