"""An SMTP server that fails as it is told to, built on aiosmtpd.

    scripted_smtp.py --log FILE [--tls CERT KEY] [--auth USER PASSWORD] [--no-pipelining] [--greet TEXT] [--max N]

Prints its port on a line of its own and serves until its standard input ends. The log has one JSON object a line:
connections, accepted mails, refusals. What happens to a mail is said by the local part of its recipient, or of its
sender where MAIL is meant:

    ok                 accepted
    rcpt-550, rcpt-…   RCPT is refused with this code
    data-554, data-…   the final dot is answered with this code
    mail-550, mail-…   (sender) MAIL is refused with this code
    multi              RCPT is refused with an answer of three lines
    policy             RCPT is refused with 5.7.1
    grey               RCPT is answered 451 the first time, accepted the next
    bye                RCPT is answered 421, and the connection closes
    bye-once           so, but only once for this address
    drop-before        the connection drops after the content, which is lost
    drop-after         the connection drops after the content, which is kept
    drop-once          as drop-after, but only once for this address
    slow               the final dot is answered after two seconds
    silent             the final dot is never answered
    garbage            RCPT is answered with something that is not SMTP
    chatty             RCPT is answered twice, so that every answer after it is another's
"""

import argparse
import asyncio
import hashlib
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

options = argparse.ArgumentParser()
options.add_argument("--log", required=True)
options.add_argument("--tls", nargs=2)
options.add_argument("--auth", nargs=2)
options.add_argument("--no-pipelining", action="store_true")
options.add_argument("--greet")
options.add_argument("--max", type=int, default=0, help="close idle with 421 after this many mails on a connection")
options = options.parse_args()

log_file = open(options.log, "a", buffering=1, encoding="utf-8")
seen = set()


def log(**facts):
    log_file.write(json.dumps(facts) + "\n")


def first_time(what):
    new = what not in seen
    seen.add(what)
    return new


def code_after(prefix, local):
    code = local[len(prefix):].split("+")[0]
    return code if local.startswith(prefix) and code.isdigit() else None


class Script:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        session.carried = 0
        if not options.no_pipelining:
            responses.insert(1, "250-PIPELINING")
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if options.max and session.carried >= options.max:
            await server.push("421 4.7.0 enough mails on this connection")
            server.transport.close()
            return "421 4.7.0 bye"
        code = code_after("mail-", address.split("@")[0])
        if code:
            log(event="refused", command="MAIL", address=address)
            return f"{code} {code[0]}.1.0 sender not welcome"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        local = address.split("@")[0].split("+")[0]
        code = code_after("rcpt-", local)
        answer = None
        if code:
            answer = f"{code} {code[0]}.1.1 <{address}>: refused by script"
        elif local == "multi":
            await server.push("550-5.1.1 The mailbox")
            await server.push("550-5.1.1 does not exist")
            answer = "550 5.1.1 any more"
        elif local == "policy":
            answer = "554 5.7.1 relay access denied"
        elif local == "grey" and first_time(address):
            answer = "451 4.7.1 greylisted, come back"
        elif local == "bye" or local == "bye-once" and first_time(address):
            await server.push("421 4.3.2 closing")
            server.transport.close()
            answer = "421 4.3.2 closed"
        elif local == "chatty":
            await server.push("250 2.1.5 Ok")
        elif local == "garbage":
            answer = "what?"
        if answer:
            log(event="refused", command="RCPT", address=address)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        local = recipient.split("@")[0].split("+")[0]
        code = code_after("data-", local)
        if code:
            log(event="refused", command="DATA", address=recipient)
            return f"{code} {code[0]}.6.0 content refused by script"
        drops = local in ("drop-before", "drop-after") or local == "drop-once" and first_time(recipient)
        if local != "drop-before":
            session.carried += 1
            log(
                event="mail", sender=envelope.mail_from, recipient=recipient, helo=session.host_name,
                connection=str(session.peer), digest=hashlib.sha256(envelope.content).hexdigest(),
                content=envelope.content.decode("utf-8", "replace"), tls=session.ssl is not None,
                user=session.authenticated)
        if drops:
            server.transport.abort()
            return "250 2.0.0 never heard"
        if local == "slow":
            await asyncio.sleep(2)
        if local == "silent":
            await asyncio.sleep(3600)
        return "250 2.0.0 taken"


class Server(SMTP):
    def connection_made(self, transport):
        super().connection_made(transport)
        log(event="connection")

    async def _handle_client(self):
        if options.greet:
            await self.push(options.greet)
            self.transport.close()
            return
        await super()._handle_client()


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == options.auth
    log(event="auth", accepted=good)
    return AuthResult(success=good)


async def main():
    context = None
    if options.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*options.tls)
    loop = asyncio.get_running_loop()
    script = Script()

    def server():
        return Server(
            script, hostname="scripted.valmont.example", ident="scripted", tls_context=context,
            authenticator=authenticate if options.auth else None, auth_require_tls=bool(context),
            auth_required=bool(options.auth), loop=loop)

    listener = await loop.create_server(server, "127.0.0.1", 0)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    log_file.flush()
    # Connections that hang are meant to: nothing is waited for.
    import os
    os._exit(0)


asyncio.run(main())
