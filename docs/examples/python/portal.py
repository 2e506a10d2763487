#!/usr/bin/python3
"""What a portal does with a link: says whom it is for, and sets the password.

    portal.py STORE accounts
    portal.py STORE person TOKEN
    portal.py STORE redeem TOKEN PASSWORD
"""

import base64
import hashlib
import os
import sqlite3
import sys


def connect(path):
    return sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=5)


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def accounts(store):
    """Everybody who may sign in."""
    return store.execute(
        "SELECT number, last_name, first_name, email FROM portal_account WHERE status = 'active' ORDER BY number"
    ).fetchall()


def person(store, token):
    """For GET: whom the link is for; None when it does not work. Uses nothing."""
    return store.execute(
        """SELECT a.number, a.first_name, a.last_name, t.purpose
           FROM portal_password_token t JOIN portal_account a ON a.id = t.account_id
           WHERE t.token_hash = ? AND t.used_at IS NULL AND t.revoked_at IS NULL AND a.status = 'active'
             AND (t.expires_at IS NULL OR t.expires_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))""",
        (hash_of(token),),
    ).fetchone()


def redeem(store, token, password):
    """For POST: None when the password is set, else the reason."""
    try:
        with store:
            store.execute(
                "INSERT INTO portal_redemption(token_hash, password_hash) VALUES (?, ?)",
                (hash_of(token), password_hash(password)),
            )
    except sqlite3.IntegrityError as error:
        return str(error)
    return None


def password_hash(password):
    """Made for passwords, slow on purpose (RFC 7914)."""
    salt = os.urandom(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=5)
    return "scrypt$16384$8$5$" + "$".join(base64.b64encode(part).decode() for part in (salt, key))


def main(path, verb, *words):
    store = connect(path)
    if verb == "accounts":
        for row in accounts(store):
            print(*[value or "-" for value in row])
    elif verb == "person":
        row = person(store, *words)
        print(*(row or ["this link does not work"]))
    elif verb == "redeem":
        print(redeem(store, *words) or "the password is set")
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
