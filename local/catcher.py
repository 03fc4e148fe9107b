"""The mail catcher: takes every mail by SMTP and keeps it as a file, so that nothing leaves this machine."""

import asyncio
import os
import secrets
import signal
import sys
import time
from email.header import Header
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aiosmtpd.smtp import SMTP, AuthResult

LARGEST_MAIL = 20 * 1024 * 1024


class Keeper:
    """Answers DATA by writing the mail, its envelope on top, under a name that sorts by time."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        recipients = ", ".join(str(Header(address)) for address in envelope.rcpt_tos)
        envelope_lines = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {recipients}\r\n"
        name = f"{time.time_ns():020}-{secrets.token_hex(4)}"
        partial = self.directory / f"{name}.partial"
        partial.write_bytes(envelope_lines.encode() + envelope.content)
        partial.rename(self.directory / f"{name}.eml")
        return "250 Message kept"


def password_of(url: str) -> bytes:
    return unquote(urlsplit(url).password or "").encode()


async def serve(directory: Path, port: int) -> None:
    """Take mails until SIGTERM, from whoever knows the password in SINERGI_SMTP_URL."""
    loop = asyncio.get_running_loop()
    keeper, known = Keeper(directory), password_of(os.environ["SINERGI_SMTP_URL"])

    def authenticate(server: SMTP, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
        return AuthResult(success=secrets.compare_digest(login.password, known))

    def connection() -> SMTP:
        # Anybody on this machine reaches the port; without the password a forged mail would lie among the real ones.
        return SMTP(keeper, hostname="localhost", data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, loop=loop,
                    authenticator=authenticate, auth_required=True, auth_require_tls=False)  # fmt: skip

    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(connection, "127.0.0.1", port)
    async with server:
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
