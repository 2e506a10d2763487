#!/usr/bin/python3
"""A mail relay for scenarios: keeps every mail it takes, and refuses whom it is told to refuse.

    scenario_relay.py PORT FOLDER [DELAY [ADDRESS]]

Each mail becomes FOLDER/NNNN.eml as it came, and FOLDER/NNNN.json as its reader sees it; both are there before the
sender hears that the mail was taken. FOLDER/rules is read again for every recipient, one rule a line:

    refuse ADDRESS 550 5.1.1 No such mailbox     RCPT is answered so
    lose ADDRESS                                 the mail is kept, and the connection breaks before the answer; once
    slow everybody 0.2                           each mail takes so many seconds

DELAY is how many seconds each mail takes, ADDRESS where it listens besides loopback.
"""

import asyncio
import email
import email.policy
import hashlib
import json
import pathlib
import re
import signal
import sys
import time

from aiosmtpd.smtp import SMTP

LINK = re.compile(r"https?://[^\s<>\"]*?([A-Za-z0-9_-]{40,})")


class Keep:
    def __init__(self, folder, delay):
        self.folder = folder
        self.delay = delay
        self.count = len(list(folder.glob("*.json")))
        self.lost = set()

    def rule(self, verb, address):
        rules = self.folder / "rules"
        for line in rules.read_text().splitlines() if rules.exists() else []:
            words = line.split(" ", 2)
            if words[0] == verb and words[1].lower() == address.lower():
                return words[2] if len(words) > 2 else ""
        return None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        refusal = self.rule("refuse", address)
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(float(self.rule("slow", "everybody") or self.delay))
        self.count += 1
        name = f"{self.count:05d}"
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        part = self.folder / f"{name}.part"
        part.write_text(json.dumps(facts(envelope, session.peer[1])), encoding="utf-8")
        part.rename(self.folder / f"{name}.json")
        recipient = envelope.rcpt_tos[0]
        if self.rule("lose", recipient) is not None and recipient not in self.lost:
            self.lost.add(recipient)
            server.transport.abort()
        return f"250 2.0.0 kept as {name}"


def facts(envelope, connection):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    text = plain.get_content() if plain else ""
    link = LINK.search(text)
    return {
        "to": ",".join(envelope.rcpt_tos),
        "messageID": str(message["Message-ID"]),
        "headers": "\n".join(f"{name}: {value}" for name, value in message.items()),
        "text": text,
        "html": html.get_content() if html else "",
        "connection": connection,
        "link": link.group(0) if link else "",
        "at": time.time(),
        "hash": hashlib.sha256(link.group(1).encode()).hexdigest() if link else "",
    }


async def main():
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    delay = float(sys.argv[3]) if len(sys.argv) > 3 else 0
    keep = Keep(folder, delay)
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: SMTP(keep, hostname="relay.valmont.example"), ["127.0.0.1", *sys.argv[4:]], port)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    # Connections that hang are nobody's to wait for.
    import os
    os._exit(0)


asyncio.run(main())
