#!/usr/bin/python3
"""A mail relay on loopback for the demo: accepts every mail and keeps it as a file. Usage: relay.py PORT FOLDER"""

import asyncio
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP


class Keep:
    """Numbers the mails as they come and writes each to a file of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        (self.folder / f"{self.count:04d}.eml").write_bytes(envelope.content)
        return f"250 2.0.0 kept as {self.count:04d}.eml"


async def main():
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    keep = Keep(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keep, hostname="relay.valmont.example"), "127.0.0.1", port)
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    loop.add_signal_handler(signal.SIGINT, stopped.set)
    await stopped.wait()
    server.close()


asyncio.run(main())
