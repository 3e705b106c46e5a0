#!/usr/bin/python3
"""A mail server for tests (aiosmtpd). Prints its port, then one JSON object per letter it took.

What a mailbox does is in its name: refused@ (550), busy@ (451, always), later@ (451 twice, then taken), slow@ (taken, answered late),
slowly@ (the recipient is acknowledged late). Everything else is taken."""
import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys
from collections import Counter

from aiosmtpd.smtp import SMTP, AuthResult


class Mailboxes:
    def __init__(self, always_tls):
        self.seen = Counter()
        # A line that is encrypted from its first byte is below the session, which does not know.
        self.always_tls = always_tls

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        self.seen[name] += 1
        if name == "refused":
            return "550 5.1.1 there is no such mailbox"
        if name == "busy" or (name == "later" and self.seen[name] <= 2):
            return "451 4.2.0 try again later"
        if name == "slowly" and self.seen[name] == 1:
            await asyncio.sleep(4)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": str(letter["subject"]),
            "sender": str(letter["from"]),
            "id": str(letter["message-id"]),
            "automatic": str(letter["auto-submitted"]),
            "text": letter.get_content(),
            "tls": self.always_tls or session.ssl is not None,
            "user": bool(session.authenticated),
        }
        print(json.dumps(told), flush=True)
        if envelope.rcpt_tos[0].startswith("slow@"):
            await asyncio.sleep(4)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b"motcua" and data.password == "mật khẩu".encode()
    # The server says 535 by itself only to what was not handled here.
    return AuthResult(success=right, handled=right)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--tls", choices=["no", "start", "always"], default="no")
    chosen = parser.parse_args()
    context = None
    if chosen.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(chosen.certificate, chosen.key)
    mailboxes = Mailboxes(chosen.tls == "always")
    needs = chosen.tls != "no"

    def protocol():
        return SMTP(
            mailboxes,
            hostname="localhost",
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
            tls_context=context if chosen.tls == "start" else None,
            require_starttls=chosen.tls == "start",
            authenticator=authenticate if needs else None,
            auth_required=needs,
            auth_require_tls=chosen.tls == "start",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        protocol, "127.0.0.1", chosen.port, ssl=context if chosen.tls == "always" else None, reuse_address=True
    )
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    async with server:
        # The test that started it closes its input when it ends.
        await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
